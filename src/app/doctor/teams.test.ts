import { expect, test } from "vitest";
import { defaultConfiguration } from "../../config/index.ts";
import { checkTeams } from "./teams.ts";

const configuration = { ...defaultConfiguration(), stewards: ["acme/Pay", "acme/ops", "acme/sre"] };
const bindings = new Map([
  ["acme/pay", 1],
  ["acme/ops", 2],
  ["acme/sre", 3],
]);
const sre = { name: "acme/sre", id: 3 };

test("a team that was renamed counts still, and one that was founded under the name of another is told from it", () => {
  const existing = [
    { name: "acme/payments", id: 1 },
    { name: "acme/pay", id: 9 },
    { name: "acme/ops", id: 8 },
    sre,
  ];
  const [wrong, told] = checkTeams("acme/infra", configuration, existing, bindings);
  expect(wrong?.result).toMatchObject({
    kind: "problem",
    text: "acme/ops (stewards) is another team on GitHub now (id 8); the one that it meant is not there any more: nobody is asked in its stead, and nobody in the new one counts.",
    mend: expect.stringContaining("teamIds"),
  });
  expect(told?.result.kind).toBe("note");
  expect(told?.result.text.split("\n")[0]).toBe(
    "acme/Pay (stewards) is called acme/payments on GitHub now, and counts all the same.",
  );
});

test("a team that was deleted is not there, and one that was never bound is known by its name", () => {
  const existing = [{ name: "acme/pay", id: 1 }, sre];
  expect(checkTeams("acme/infra", configuration, existing, bindings)[0]?.result.text).toMatch(
    /^acme\/ops \(stewards\) is not on GitHub/,
  );
  const all = [...existing, { name: "acme/Ops", id: 5 }];
  expect(checkTeams("acme/infra", configuration, all, new Map())[0]?.result.kind).toBe("ok");
});
