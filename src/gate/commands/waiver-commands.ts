import type { Command } from "../../model/command.ts";
import { routeOf } from "../../model/enforcement.ts";
import { evidenceDigest, type Finding } from "../../model/finding.ts";
import { compileGlobs } from "../../model/glob.ts";
import { addDays, localDateAt } from "../../model/local-date.ts";
import type { WaivedPlace } from "../../model/waiver.ts";
import { type WaiverRequest, waiverRequests } from "../../model/waiver-request.ts";
import { type CommandContext, type CommandOutcome, carriedOut, isIn, refuse } from "./context.ts";
import { ruleNamed, waiverApprovers } from "./rules-named.ts";

type Waive = Extract<Command, { readonly kind: "waive" }>;

/** Anybody may ask. What is asked for is what the rule finds now, and nothing that comes later. */
export function askForWaiver({ ruleId, until, because }: Waive, context: CommandContext): CommandOutcome {
  const { rules, configuration, findings, by } = context;
  const named = ruleNamed(ruleId, rules);
  if (named.kind === "refuse") return named;
  if (compileGlobs(configuration.waivers.never)(ruleId)) return refuse({ kind: "never-waivable", ruleId });
  const late = dateRefusal(until, context);
  if (late !== null) return late;
  const places = placesOf(findings.filter((finding) => finding.ruleId === ruleId));
  if (places.length === 0) return refuse({ kind: "rule-finds-nothing", ruleId });
  const waiverId = context.nextWaiverId;
  return carriedOut({ kind: "waiver-requested", waiverId, ruleId, places, by, because, until });
}

/** An approver other than the one who asked, and other than whoever wrote it. */
export function grantWaiver(waiverId: string, context: CommandContext): CommandOutcome {
  const { by, rules, configuration } = context;
  const found = requestNamed(waiverId, context);
  if (found === null) return refuse({ kind: "unknown-waiver", waiverId });
  const { request, grantedBy, revokedBy } = found;
  if (grantedBy !== null || revokedBy !== null || request.until < today(context))
    return refuse({ kind: "waiver-closed", waiverId });
  if (request.by.account.id === by.account.id) return refuse({ kind: "own-request", waiverId });
  const teams = waiverApprovers(request.ruleId, rules, configuration.waivers);
  if (!isIn(by, teams)) return refuse({ kind: "not-allowed", command: "approve-waiver", teams });
  if (hadAHand(request.places, context)) return refuse({ kind: "contributor", command: "approve-waiver" });
  // The configuration may have become stricter since it was asked for.
  if (compileGlobs(configuration.waivers.never)(request.ruleId))
    return refuse({ kind: "never-waivable", ruleId: request.ruleId });
  return dateRefusal(request.until, context) ?? carriedOut({ kind: "waiver-granted", waiverId, by });
}

/** Whoever asked may take it back, and whoever answers for it. */
export function revokeWaiver(waiverId: string, context: CommandContext): CommandOutcome {
  const { by, rules, configuration } = context;
  const found = requestNamed(waiverId, context);
  if (found === null) return refuse({ kind: "unknown-waiver", waiverId });
  if (found.revokedBy !== null) return refuse({ kind: "waiver-closed", waiverId });
  const answerable = [
    ...waiverApprovers(found.request.ruleId, rules, configuration.waivers),
    ...configuration.policyOwners,
  ];
  const teams = [...new Set(answerable)].sort();
  if (found.request.by.account.id !== by.account.id && !isIn(by, teams))
    return refuse({ kind: "not-allowed", command: "revoke-waiver", teams });
  return carriedOut({ kind: "waiver-revoked", waiverId, by });
}

function requestNamed(waiverId: string, { records }: CommandContext): WaiverRequest | null {
  return waiverRequests(records).find(({ request }) => request.waiverId === waiverId) ?? null;
}

function dateRefusal(until: string, context: CommandContext): CommandOutcome | null {
  const latest = addDays(today(context), context.configuration.waivers.maxDays);
  if (until < today(context)) return refuse({ kind: "date-past", until });
  return until > latest ? refuse({ kind: "date-too-far", until, latest }) : null;
}

function today({ now, configuration }: CommandContext): string {
  return localDateAt(new Date(now), configuration.timezone);
}

/** What stands in the way: introduced, accepted by nobody, and more than advice. */
function placesOf(findings: readonly Finding[]): readonly WaivedPlace[] {
  return findings
    .filter(
      ({ baselineState, status, enforcement }) =>
        (baselineState === "new" || baselineState === "updated") &&
        status === "active" &&
        routeOf(enforcement) !== "pass",
    )
    .map((finding) => ({
      fingerprint: finding.fingerprint,
      rootKey: finding.rootKey,
      address: finding.address,
      evidence: evidenceDigest(finding),
      measure: finding.measure,
    }));
}

function hadAHand(places: readonly WaivedPlace[], { by, pull, contributorsOf }: CommandContext): boolean {
  const { id } = by.account;
  return pull.author?.id === id || places.some((place) => contributorsOf(place).accounts.has(id));
}
