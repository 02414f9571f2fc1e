import {
  approved,
  confirmed,
  decided,
  decision,
  gateInput,
  item,
  minute,
  recorded,
  reviewed,
  type Step,
  story,
} from "../../src/gate/testing/cases.ts";
import type { RiskItem } from "../../src/model/decision.ts";
import type { GateInput } from "../../src/model/gate.ts";
import type { Account } from "../../src/model/pull.ts";
import type { StoredPullRecord } from "../../src/model/record.ts";
import { fc } from "../fast-check.ts";

/** A small world, so that things meet: few people, few items that differ little, few commits. */
const people: readonly Account[] = [
  { id: 1, login: "author", bot: false },
  { id: 2, login: "two", bot: false },
  { id: 3, login: "three", bot: false },
  { id: 4, login: "four", bot: false },
  { id: 5, login: "machine", bot: true },
];
const teams = ["o/sre", "o/owners", "o/stewards"] as const;
const items: readonly RiskItem[] = [
  item(),
  item({ digest: "d2" }),
  item({ ruleId: "SEC-029", reviewers: ["o/sre", "o/owners"] }),
  item({ ruleId: "TEN-001", reviewers: ["o/owners"] }),
  item({ address: "anybody", reviewers: [] }),
  item({ address: "db", asks: "confirm", reviewers: ["o/owners"] }),
  item({ address: "unowned", asks: "confirm", reviewers: [] }),
];
const heads = ["head", "old", "older"] as const;
const blockingRules = ["RES-004", "SEC-029"] as const;

const person = fc.constantFrom(...people);
const head = fc.constantFrom(...heads);
const someItems = fc.subarray([...items]);
const someTeams = fc.subarray([...teams]);
const someRules = fc.subarray([...blockingRules]);

/** An emergency that covers little is never in force. */
const mostlyHead = fc.constantFrom("head", "head", "old");
const mostItems = fc.oneof(fc.constant([...items]), someItems);
const mostRules = fc.oneof(fc.constant([...blockingRules]), someRules);

/** Something that happens. `reviewId` is the number of the step, so that ids grow as GitHub's do. */
type Event = (reviewId: number) => Step;

const approval: fc.Arbitrary<Event> = fc
  .record({
    by: person,
    commit: head,
    teams: someTeams,
    unseen: fc.boolean(),
    canPush: fc.constant(true),
    state: fc.constantFrom("approved", "approved", "approved", "dismissed"),
  })
  .map(
    ({ by, ...given }) =>
      (reviewId) =>
        approved(by, reviewId, given),
  );

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(head, someItems).map(
      ([sha, some]) =>
        () =>
          decided(sha, some),
    ),
  },
  { weight: 6, arbitrary: approval },
  {
    weight: 2,
    arbitrary: fc.tuple(person, fc.constantFrom("commented", "changes-requested")).map(
      ([by, state]) =>
        (reviewId: number) =>
          reviewed(by, reviewId, state),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(person, someItems, someTeams).map(
      ([by, some, then]) =>
        () =>
          confirmed(by, some, then),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .nat(12)
      .map(
        (reviewId) => () => recorded({ kind: "approval-withdrawn", reviewId, by: null, why: "dismissed" }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(person, mostlyHead, mostItems, mostRules, fc.constantFrom(30, 90, 90)).map(
      ([by, sha, riskItems, blocked, ends]) =>
        () =>
          recorded({
            kind: "break-glass",
            by: { account: by, teams: [] },
            because: "b",
            head: sha,
            riskItems,
            blocked,
            expires: minute(ends),
            reviewBy: minute(100),
          }),
    ),
  },
);

/** Everything that can happen to a pull request, and how things are when the gate is asked. */
export const histories: fc.Arbitrary<GateInput> = fc
  .record({
    events: fc.array(event, { maxLength: 14 }),
    current: someItems,
    blocking: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: someRules }),
    membersNow: fc.tuple(...teams.map(() => fc.subarray([...people]))),
    contributors: fc.array(fc.subarray([1, 2, 3]), { minLength: items.length, maxLength: items.length }),
    unattributed: fc.array(
      fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      {
        minLength: items.length,
        maxLength: items.length,
      },
    ),
    minimumApprovals: fc.constantFrom(1, 1, 2),
    unknownAuthors: fc.constantFrom("extra-approval" as const, "block" as const),
    mode: fc.constantFrom(
      "enforce" as const,
      "enforce" as const,
      "enforce" as const,
      "advise" as const,
      "observe" as const,
    ),
    draft: fc.oneof(
      { weight: 5, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    requester: fc.constantFrom("nobody", "nobody", "nobody", "TWO"),
    bypass: fc.constantFrom({ notBypass: ["SEC-029"] }, { notBypass: ["SEC-029"] }, null),
  })
  .map((world) => {
    const told = story(...world.events.map((each, index) => each(index)));
    const indexOf = (address: string) => items.findIndex((one) => one.address === address);
    return gateInput({
      story: told,
      mode: world.mode,
      decision: decision(world.current, world.blocking),
      members: new Map(
        teams.map((team, index) => [team, new Set((world.membersNow[index] ?? []).map(({ id }) => id))]),
      ),
      contributorsOf: ({ address }) => ({
        accounts: new Set(world.contributors[indexOf(address)] ?? []),
        unattributed: world.unattributed[indexOf(address)] === true ? ["c"] : [],
      }),
      waivers: [
        {
          id: "W-1",
          rules: ["RES-004"],
          scope: { roots: [], resources: [], environments: [] },
          reason: "",
          requester: world.requester,
          approver: "",
          ticket: null,
          expires: "2027-12-31",
        },
      ],
      pull: { draft: world.draft, author: people[0] ?? null },
      settings: {
        minimumApprovals: world.minimumApprovals,
        unattributed: world.unknownAuthors,
        breakGlass: world.bypass,
      },
    });
  });

/** The same history with its records in another order; what tells when they were made stays. */
export function shuffled(input: GateInput, order: readonly number[]): GateInput {
  const records = input.records
    .map((record, index): [number, StoredPullRecord] => [order[index] ?? 0, record])
    .sort(([left], [right]) => left - right)
    .map(([, record]) => record);
  return { ...input, records, pull: { ...input.pull, reviews: input.pull.reviews.toReversed() } };
}
