import { describe, expect, it } from "vitest";
import { maskedDelivery } from "./masked-delivery.ts";

const token = `ghp_${"a1B2c3D4e5".repeat(4)}`;
const delivery = (comment: string) =>
  Buffer.from(
    `{ "action":"created", "comment": {"id": 5000000001,"body": ${JSON.stringify(comment)}},\n "ref":"refs/heads/${token}" }`,
  );

describe("a delivery as it is kept", () => {
  it("is byte for byte what came, where nobody wrote a secret", () => {
    const came = delivery("/sekisho waive RES-004 until 2027-01-31 because the token was rotated");
    expect(maskedDelivery(came)).toBe(came);
  });

  it("has no secret that somebody typed, and is otherwise the same", () => {
    const masked = JSON.parse(
      Buffer.from(maskedDelivery(delivery(`/sekisho recheck\r\nwith ${token}`))).toString(),
    );
    expect(masked).toEqual({
      action: "created",
      comment: { id: 5_000_000_001, body: "/sekisho recheck\r\nwith <secret-github-token>" },
      ref: `refs/heads/${token}`,
    });
  });

  it("is masked in titles, descriptions and messages of commits, however deep", () => {
    const came = {
      pull_request: { title: token, body: `password: ${"Tr0ub4dor&3xyz"}` },
      commits: [{ message: token }],
    };
    const kept = Buffer.from(maskedDelivery(Buffer.from(JSON.stringify(came)))).toString();
    expect(kept).not.toContain(token);
    expect(kept).not.toContain("Tr0ub4dor");
  });

  it("is kept as it came, where it is nested without an end", () => {
    const came = Buffer.from("[".repeat(200_000) + "]".repeat(200_000));
    expect(maskedDelivery(came)).toBe(came);
  });

  it.each(["null", "3", '"text"', "[]"])("%s stays what it is", (text) => {
    const came = Buffer.from(text);
    expect(maskedDelivery(came)).toBe(came);
  });
});
