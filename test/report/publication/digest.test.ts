import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { renderPublication } from "../../../src/report/publication/index.ts";
import { change, destroyedDatabase, report, trafficJump } from "../builders.ts";
import { gate, publication, sre } from "./builders.ts";
import { outcome } from "./cases.ts";

const reviewed = outcome("review", "en");
const waiting = publication(reviewed, gate(reviewed, "waiting"));

function rendered(given: Partial<Report>, context = {}) {
  const of = { ...reviewed, ...given };
  return renderPublication(publication(of, gate(of, "waiting"), context));
}

const first = renderPublication(waiting);

describe("the digests of what is published", () => {
  it.each<[string, Partial<Report>, object]>([
    ["another commit", { head: { label: "topic", commit: "f".repeat(40) } }, {}],
    ["another base", { base: { label: "main", commit: "e".repeat(40) } }, {}],
    ["another time", { run: { ...reviewed.run, evaluatedAt: "2027-01-01T00:00:00.000Z" } }, {}],
    ["another decision number", {}, { decisionId: "f".repeat(64) }],
    ["another receipt", {}, { receipt: { index: 7, signed: { size: 9, root: "a".repeat(64) } } }],
    ["a receipt that is not signed", {}, { receipt: { index: 7, signed: null } }],
  ])("stay the same for %s", (_, given, context) => {
    const other = rendered(given, context);
    expect(other.comment?.digest).toBe(first.comment?.digest);
    expect(other.checkDigest).toBe(first.checkDigest);
  });

  it("differ where another line is meant", () => {
    const moved = trafficJump({
      location: { path: "terraform/payments/weights.tf", startLine: 99, endLine: 99 },
    });
    const other = rendered({ findings: [moved] });
    expect(other.comment?.digest).not.toBe(first.comment?.digest);
    expect(other.checkDigest).not.toBe(first.checkDigest);
  });

  it("differ where somebody has approved", () => {
    const approved = renderPublication(publication(reviewed, gate(reviewed, "approved", { by: [sre] })));
    expect(approved.comment?.digest).not.toBe(first.comment?.digest);
    expect(approved.checkDigest).not.toBe(first.checkDigest);
  });

  it.each([
    [
      "en",
      { size: 9, root: "a".repeat(64) },
      `ledger entry 7 · signed at size 9 · root \`${"a".repeat(64)}\``,
    ],
    ["en", null, "ledger entry 7 · not signed"],
    [
      "ja",
      { size: 9, root: "a".repeat(64) },
      `台帳のエントリー 7 · 署名時のサイズ 9 · ルート \`${"a".repeat(64)}\``,
    ],
    ["ja", null, "台帳のエントリー 7 · 署名なし"],
  ] as const)("leave a receipt in the check alone, in %s: %j", (locale, signed, text) => {
    const { check, comment } = rendered({ locale }, { receipt: { index: 7, signed } });
    expect(check.summary).toContain(`<sub>${text}</sub>`);
    expect(comment?.body).not.toContain(text);
    expect(rendered({ locale }).check.summary).not.toContain(text);
  });

  it("tell a check apart that says something else, and begin with the pull request's number", () => {
    const id = first.check.externalId;
    expect(id).toMatch(/^12:d0d0000000000000:[0-9a-f]{16}$/);
    const approved = renderPublication(publication(reviewed, gate(reviewed, "approved", { by: [sre] })));
    expect(approved.check.externalId).not.toBe(id);
    expect(renderPublication(waiting).check.externalId).toBe(id);
  });
});

describe("the order of what is said", () => {
  it("speaks of the review that is missing, not of the one that was given", () => {
    const other = trafficJump({ ruleId: "CHG-031", messageId: "frozen", address: "b", arguments: frozen });
    const both = report("en", {
      findings: [trafficJump(), other, destroyedDatabase("en")],
      changes: [change()],
    });
    const whole = gate(both, "waiting");
    const items = whole.items.map((one) => (one.item.ruleId === "CHG-031" ? { ...one, by: [sre] } : one));
    const { check, comment } = renderPublication(publication(both, { ...whole, items }));
    expect(check.title).toBe("Waiting for acme/sre; confirm 1 thing");
    expect(comment?.body).toMatch(
      /^### 👀 Sekisho: `acme\/sre` looks at 1 thing, and 1 thing has to be confirmed/,
    );
    expect(comment?.body).toContain("| ✅\u00A0approved | Changes are frozen");
  });

  it("names stewards beside the owners in whose stead they may approve", () => {
    const waitingFor = ["acme/sre", "acme/stewards"];
    const { check } = renderPublication(publication(reviewed, gate(reviewed, "waiting", { waitingFor })));
    expect(check.title).toBe("Waiting for acme/sre and acme/stewards, nothing for you to do");
    expect(check.summary).toContain("`acme/sre` and `acme/stewards` look at 1 thing");
  });

  it("asks for the confirmation alone where every review is given", () => {
    const both = report("en", { findings: [trafficJump(), destroyedDatabase("en")], changes: [] });
    const whole = gate(both, "confirm");
    const items = whole.items.map((one) => (one.kind === "review" ? { ...one, by: [sre] } : one));
    const { check } = renderPublication(publication(both, { ...whole, items }));
    expect(check.title).toMatch(/^Confirm: database module\.rds/);
    expect(check.summary).toContain("✋ **Sekisho: confirm 1 thing**");
  });
});

const frozen = { name: "closing", from: "2027-03-25", to: "2027-04-05" };
