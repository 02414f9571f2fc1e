import type { Command, Speaker } from "../../../model/command.ts";
import type { Configuration } from "../../../model/configuration.ts";
import { exampleFinding } from "../../../model/testing/finding.ts";
import { author, decision, gateInput, minute, type sre, teamsOf } from "../../testing/cases.ts";
import { authoriseCommand } from "../authorise.ts";
import type { CommandContext, CommandOutcome } from "../context.ts";

type Scene = Parameters<typeof gateInput>[0];
export type Over = Partial<Omit<CommandContext, "configuration">> & {
  readonly scene?: Scene;
  readonly configuration?: Partial<CommandContext["configuration"]>;
};

const routing: Configuration["routing"] = {
  reviewers: ["o/sre"],
  byRule: {},
  organisation: { reviewers: [], byRule: {}, byTenant: {}, byEnvironment: {} },
  byTenant: {},
  byEnvironment: {},
  minimumApprovals: 1,
  unattributed: "extra-approval",
  peerApproval: "record",
};

export const inForce: CommandContext["configuration"] = {
  waivers: { maxDays: 90, approvers: ["o/sre"], byFamily: { security: ["o/security"] }, never: ["SEC-029"] },
  breakGlass: {
    who: ["o/sre"],
    notBypass: ["SEC-029"],
    reviewWithin: { amount: 2, unit: "days", business: true },
    calendar: "JP",
    expiresHours: 4,
  },
  policyOwners: ["o/stewards"],
  routing,
  timezone: "Asia/Tokyo",
};

export const blocking = exampleFinding({ ruleId: "RES-004", enforcement: "block", measure: "16" });

export function speaker(account: typeof sre, teams = teamsOf(account)): Speaker {
  return { account, teams };
}

export function ask(command: Command, over: Over = {}): CommandOutcome {
  const { scene, configuration, ...rest } = over;
  const gate = gateInput({ decision: decision([], ["RES-004"]), ...scene });
  return authoriseCommand(command, {
    by: speaker(author),
    said: { at: minute(58), head: null },
    now: gate.now,
    pull: gate.pull,
    records: gate.records,
    contributorsOf: gate.contributorsOf,
    gate,
    findings: [blocking],
    rules: [
      { id: "RES-004", family: "resources" },
      { id: "SEC-020", family: "security" },
      { id: "SEC-029", family: "security" },
    ],
    nextWaiverId: "W-13",
    ...rest,
    configuration: { ...inForce, ...configuration },
  });
}

export const refused = (refusal: object) => ({ kind: "refuse", refusal });
export const done = (...records: readonly object[]) => ({ kind: "do", records });
