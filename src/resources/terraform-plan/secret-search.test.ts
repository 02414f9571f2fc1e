import { expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { SecretSearch } from "./secret-search.ts";

test("finds what includes() finds", () => {
  const few = fc.string({ unit: fc.constantFrom("a", "b", "é"), minLength: 8, maxLength: 12 });
  const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "-"), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(few, { maxLength: 8 }), text, (secrets, where) => {
      expect(new SecretSearch(secrets).isIn(where)).toBe(secrets.some((secret) => where.includes(secret)));
    }),
    { numRuns: 2_000 },
  );
});

test("finds a secret at the beginning, in the middle and at the end, among thousands", () => {
  const secrets = Array.from({ length: 5_000 }, (_, index) => `kT9vR2xQ7mZ4p${index}`);
  const search = new SecretSearch(secrets);
  for (const secret of secrets.slice(0, 20)) {
    for (const text of [secret, `${secret} after`, `before ${secret}`, `before ${secret} after`])
      expect(search.isIn(text)).toBe(true);
  }
  expect(search.isIn("kT9vR2xQ7mZ4p")).toBe(false);
  expect(search.isIn("")).toBe(false);
});
