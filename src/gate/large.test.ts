import { expect, test } from "vitest";
import { judgeGate } from "./judge.ts";
import { judgeMergeGroup } from "./merge-group.ts";
import {
  approved,
  confirmed,
  decided,
  decision,
  gateInput,
  item,
  otherSre,
  owner,
  sre,
  story,
} from "./testing/cases.ts";

/** As many as a campaign over a thousand namespaces asks about; anything quadratic takes minutes over them. */
const itemsMany = 5_000;

test("a pull request with thousands of items is judged in a moment", () => {
  const items = (digest: string) =>
    Array.from({ length: itemsMany }, (_, index) =>
      index % 2 === 0
        ? item({ address: `a${index}`, digest })
        : item({ address: `a${index}`, digest, asks: "confirm", reviewers: ["o/owners"] }),
    );
  const [old, current] = [items("old"), items("new")];
  const told = story(
    decided("old", old),
    approved(sre, 1, { commit: "old" }),
    confirmed(owner, old),
    decided("head", current),
    approved(otherSre, 2),
    confirmed(owner, current),
  );
  const input = gateInput({ decision: decision(current), story: told });
  const before = process.cpuUsage();
  const outcome = judgeGate(input);
  const group = judgeMergeGroup({ mode: "enforce", decision: decision(current), pulls: [input, input] });
  // What it costs, not how long it takes: that is a matter of what else the machine does.
  expect(process.cpuUsage(before).user).toBeLessThan(20_000_000);
  expect([outcome.state, group.conclusion]).toEqual(["approved", "success"]);
  expect(outcome.approvals).toMatchObject([
    { kind: "dropped", uncovered: expect.objectContaining({ length: itemsMany / 2 }) },
    { kind: "stands" },
  ]);
});
