import { expect, it } from "vitest";
import { beginning } from "./counted.ts";
import { en } from "./en.ts";

it("begins a sentence with a capital where nobody is named, and never changes a name", () => {
  expect(beginning("a reviewer")).toBe("A reviewer");
  expect(beginning("acme/sre")).toBe("acme/sre");
  expect(en.next.review(en.row.nobodyNamed)).toBe("nothing for you to do. A reviewer is asked to approve.");
});
