import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "./store.ts";
import { asUnavailable, onStore, onStoreWithin } from "./unavailable.ts";

const coded = (code: string) => Object.assign(new Error(`failed with ${code}`), { code });

describe("what a driver throws", () => {
  it.each([
    coded("ECONNREFUSED"),
    coded("08006"),
    coded("28P01"),
    coded("3D000"),
    coded("53300"),
    coded("57P01"),
    coded("57014"),
    coded("58030"),
    coded("40P01"),
    coded("55P03"),
    coded("25006"),
    new Error("Connection terminated unexpectedly"),
    new Error("timeout exceeded when trying to connect"),
    Object.assign(new AggregateError([], ""), { code: "ECONNREFUSED" }),
  ])("is the store's absence: $message", (error) => {
    const unavailable = asUnavailable(error);
    expect(unavailable).toBeInstanceOf(StoreUnavailable);
    expect(unavailable).toHaveProperty("cause", error);
  });

  it.each([
    coded("23505"),
    coded("42P01"),
    coded("22001"),
    coded("25P02"),
    new TypeError("x is undefined"),
    "text",
  ])("is a mistake of ours otherwise: %s", async (error) => {
    expect(asUnavailable(error)).toBe(error);
    await expect(onStore(() => Promise.reject(error))).rejects.toBe(error);
  });

  it("stays what it is where it was recognised before", () => {
    const error = new StoreUnavailable("gone");
    expect(asUnavailable(error)).toBe(error);
  });

  it("is waited for so long only", async () => {
    await expect(onStoreWithin(20, () => new Promise(() => {}))).rejects.toThrow(
      "did not answer within 20 ms",
    );
    expect(await onStoreWithin(1_000, async () => "answer")).toBe("answer");
  });
});
