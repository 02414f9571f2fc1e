import { expect, test } from "vitest";
import { planUploadsOf } from "./plan-uploads.ts";

const said = { publicUrl: "https://sekisho.example.com", audience: undefined, issuer: undefined };

test.each([
  ["https://github.com", "https://token.actions.githubusercontent.com"],
  ["https://acme.ghe.com", "https://token.actions.acme.ghe.com"],
  ["https://github.example.com", "https://github.example.com/_services/token"],
])("workflows of %s have tokens of %s", (webUrl, issuer) => {
  const audience = "https://sekisho.example.com";
  expect(planUploadsOf(said, { webUrl, apiUrl: "" })).toEqual({ audience, issuer });
});

test("a server that does not know its address believes nobody", () => {
  expect(planUploadsOf({ ...said, publicUrl: undefined }, { webUrl: "", apiUrl: "" })).toBeNull();
});

test("audience and issuer may be others", () => {
  const other = { ...said, audience: "sekisho", issuer: "https://token.actions.githubusercontent.com/acme" };
  expect(planUploadsOf(other, { webUrl: "https://github.com", apiUrl: "" })).toEqual({
    audience: "sekisho",
    issuer: "https://token.actions.githubusercontent.com/acme",
  });
});
