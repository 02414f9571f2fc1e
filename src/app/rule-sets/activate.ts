import { reviewDeadline } from "../../gate/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import { canonicalJson } from "../../model/digest.ts";
import type { JsonValue } from "../../model/json.ts";
import { localDateAt } from "../../model/local-date.ts";
import { differenceOf, type RuleDescriptions } from "../../model/rule-set-difference.ts";
import type { Blobs, NewRecord, Notes, Records } from "../../store/store.ts";
import { packageVersion } from "../installation.ts";
import { keepPolicySet } from "../kept-policy-sets.ts";
import type { PolicySet } from "../policy-set.ts";
import { type ActivatedSet, type Activation, activationsOf } from "./activations.ts";
import { describeShipped } from "./describe.ts";
import type { RuleSets } from "./kept.ts";
import { newlyObserved } from "./observed.ts";

/** Time to look at what will be asked, for those whose change was judged already. */
const noticeBusinessDays = 3;
/** Processes that activate at the same time: each loses against one that has won. */
const triesMax = 10;

export interface ActivationPorts {
  /** What the program brings. */
  readonly policySet: PolicySet;
  readonly ruleSets: RuleSets;
  readonly records: Pick<Records, "append" | "ofRepository">;
  readonly blobs: Blobs;
  readonly notes: Notes;
  readonly now: () => Date;
}

export interface ToActivate {
  /** Login of the organisation whose configuration says which set decides. */
  readonly organisation: string;
  readonly policySet: PolicySet;
  readonly configuration: Configuration;
  /** Local date in its zone. */
  readonly today: string;
}

/**
 * Sees to it that the set which is about to decide is the last that was activated: the first use of another one is an
 * activation, and stands in the records before anything is decided by it. Gives all activations, this one the last.
 */
export async function activate(wanted: ToActivate, ports: ActivationPorts): Promise<readonly Activation[]> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const before = await activationsOf(wanted.organisation, ports.records);
    if (before.at(-1)?.policySet === wanted.policySet.digest) return before;
    const { record, blobs } = await activationOf(wanted, before, ports);
    const { kept } = await ports.records.append([record], { blobs });
    // Beside a process with another image theirs may be the last by now: ours was in force before we decide.
    if (kept === 1) return activationsOf(wanted.organisation, ports.records);
  }
  throw new Error(`no rule set could be activated for ${wanted.organisation}: others were always faster`);
}

async function activationOf(
  wanted: ToActivate,
  before: readonly Activation[],
  ports: ActivationPorts,
): Promise<{ readonly record: NewRecord; readonly blobs: readonly Uint8Array[] }> {
  const { policySet, configuration, today } = wanted;
  const organisation = wanted.organisation.toLowerCase();
  const { compiled, catalogue } = await keepPolicySet(ports, policySet);
  const previous = before.at(-1) ?? null;
  const descriptions = await descriptionsOf(policySet, before, ports);
  const rules = await Promise.all([...setsIn(before)].map((digest) => rulesOf(digest, ports.ruleSets)));
  const known = rules.filter((list) => list !== null).map((list) => list.map(({ id }) => id));
  const body: ActivatedSet = {
    kind: "policy-set-activated",
    organisation,
    policySet: policySet.digest,
    previous: previous?.policySet ?? null,
    how: howOf(previous, configuration),
    program: packageVersion(),
    compiled,
    catalogue,
    descriptions: descriptions?.blob ?? null,
    observing: newlyObserved(
      policySet.rules.map(({ id }) => id),
      known,
      today,
    ),
    difference: await differenceFrom(
      previous,
      { policySet, descriptions: descriptions?.value ?? null },
      ports,
    ),
    countsFrom: previous === null ? null : noticeUntil(configuration, ports.now()),
  };
  const record: NewRecord = {
    scope: "repository",
    repositoryId: null,
    // One of two processes that activate at once finds this taken, and looks again.
    key: `${organisation} ${before.length}`,
    body,
  };
  return { record, blobs: descriptions === null ? [] : [descriptions.bytes] };
}

function howOf(previous: Activation | null, { ruleSet }: Configuration): ActivatedSet["how"] {
  if (previous === null) return "first";
  return ruleSet === undefined ? "followed" : "pinned";
}

function setsIn(activations: readonly Activation[]): ReadonlySet<string> {
  return new Set(activations.map(({ policySet }) => policySet));
}

async function rulesOf(digest: string, ruleSets: RuleSets) {
  const found = await ruleSets.find(digest);
  return found.kind === "found" ? found.policySet.rules : null;
}

async function differenceFrom(
  previous: Activation | null,
  after: { readonly policySet: PolicySet; readonly descriptions: RuleDescriptions | null },
  { ruleSets, blobs }: ActivationPorts,
): Promise<ActivatedSet["difference"]> {
  if (previous === null) return null;
  const rules = await rulesOf(previous.policySet, ruleSets);
  if (rules === null) return null;
  const descriptions = await readDescriptions(previous.descriptions, blobs);
  return differenceOf(
    { rules, descriptions },
    { rules: after.policySet.rules, descriptions: after.descriptions },
  );
}

/** The local date that begins when the days of notice are over. */
function noticeUntil({ breakGlass, timezone }: Configuration, now: Date): string {
  const reviewWithin = { amount: noticeBusinessDays, unit: "days", business: true } as const;
  const calendar = breakGlass?.calendar ?? null;
  return localDateAt(
    new Date(reviewDeadline(now.toISOString(), { reviewWithin, calendar }, timezone)),
    timezone,
  );
}

interface Described {
  readonly value: RuleDescriptions;
  readonly bytes: Uint8Array;
  readonly blob: string;
}

/** Of the program's own from its files; of another one as they were kept when it was the program's own. */
async function descriptionsOf(
  policySet: PolicySet,
  before: readonly Activation[],
  { policySet: own, blobs }: ActivationPorts,
): Promise<Described | null> {
  if (policySet.digest === own.digest) {
    const value = describeShipped(own);
    const bytes = Buffer.from(canonicalJson(JSON.parse(JSON.stringify(value)) as JsonValue));
    return { value, bytes, blob: await blobs.put(bytes) };
  }
  const earlier = before.findLast(
    (each) => each.policySet === policySet.digest && each.descriptions !== null,
  );
  const blob = earlier?.descriptions ?? null;
  const bytes = blob === null ? null : await blobs.get(blob);
  if (blob === null || bytes === null) return null;
  return { value: JSON.parse(Buffer.from(bytes).toString("utf8")) as RuleDescriptions, bytes, blob };
}

/** Written by {@link activate}, and by nobody else. `null`: never kept, or erased. */
export async function readDescriptions(
  digest: string | null,
  blobs: Pick<Blobs, "get">,
): Promise<RuleDescriptions | null> {
  const bytes = digest === null ? null : await blobs.get(digest);
  return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString("utf8")) as RuleDescriptions);
}
