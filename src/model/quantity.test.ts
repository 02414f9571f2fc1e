import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import {
  addQuantities,
  compareQuantities,
  multiplyQuantity,
  quantityDecimal,
  quantityExponentMax,
  quantityLengthMax,
} from "./quantity.ts";

/** What `resource.ParseQuantity` of k8s.io/apimachinery v0.33.0 answers, as the decimal of `AsDec`. */
const vectors: readonly (readonly [string, string | null])[] = [
  ["0", "0"],
  ["1", "1"],
  ["-1", "-1"],
  ["+1", "1"],
  ["100m", "0.1"],
  ["1500m", "1.5"],
  ["1n", "0.000000001"],
  ["0.1n", "0.000000001"],
  ["1u", "0.000001"],
  ["2k", "2000"],
  ["1M", "1000000"],
  ["1G", "1000000000"],
  ["1T", "1000000000000"],
  ["1P", "1000000000000000"],
  ["1E", "1000000000000000000"],
  ["1Ki", "1024"],
  ["1.5Gi", "1610612736"],
  ["0.1Ki", "102.4"],
  ["0.0001Ki", "0.1024"],
  ["512Mi", "536870912"],
  ["1Ti", "1099511627776"],
  ["1Pi", "1125899906842624"],
  ["7Ei", "8070450532247928832"],
  ["8Ei", "9223372036854775807"],
  ["-16Ei", "-9223372036854775807"],
  ["1e3", "1000"],
  ["1E3", "1000"],
  ["1e-3", "0.001"],
  ["12.5e-2", "0.125"],
  ["1e-9", "0.000000001"],
  ["1e-30", "0.000000001"],
  ["1e50", "100000000000000000000000000000000000000000000000000"],
  [".5", "0.5"],
  ["5.", "5"],
  ["007", "7"],
  ["-0", "0"],
  ["9223372036854775808", "9223372036854775808"],
  ["123456789012345678901234567890", "123456789012345678901234567890"],
  ["0.123456789123", "0.12345679"],
  ["-0.0000000001", "-0.000000001"],
  ["m", "0"],
  ["", null],
  ["1K", null],
  ["1 Gi", null],
  ["1gi", null],
  ["1MB", null],
  ["abc", null],
  ["1e", null],
  ["1e+", null],
  ["--1", null],
  ["1.2.3", null],
  ["1,5", null],
  ["0x10", null],
  ["１", null],
  ["Infinity", null],
  ["NaN", null],
];

describe("quantityDecimal", () => {
  test.each(vectors)("reads %j as apimachinery does", (text, expected) => {
    expect(quantityDecimal(text)).toBe(expected);
  });

  test("takes a number as its decimal text", () => {
    expect(quantityDecimal(0.1)).toBe("0.1");
    expect(quantityDecimal(1e21)).toBe("1000000000000000000000");
    expect(quantityDecimal(Number.NaN)).toBeNull();
    expect(quantityDecimal(Number.POSITIVE_INFINITY)).toBeNull();
  });

  test("ignores space around the text, as the decoder of Kubernetes does", () => {
    expect(quantityDecimal(" 1Gi ")).toBe("1073741824");
  });

  test.each([null, true, [], {}, ["1"]])("says that %j is no quantity", (value) => {
    expect(quantityDecimal(value)).toBeNull();
  });

  test("refuses text and exponents beyond the limits", () => {
    expect(quantityDecimal("1".repeat(quantityLengthMax))).not.toBeNull();
    expect(quantityDecimal("1".repeat(quantityLengthMax + 1))).toBeNull();
    expect(quantityDecimal(`1e${quantityExponentMax}`)).not.toBeNull();
    expect(quantityDecimal(`1e${quantityExponentMax + 1}`)).toBeNull();
    expect(quantityDecimal("1e999999999")).toBeNull();
    expect(quantityDecimal("1e-99999999999999999999")).toBeNull();
  });

  test("its answer is a quantity of the same value", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(9), (unscaled, places) => {
        const text = quantityDecimal(`${unscaled}e-${places}`);
        expect(text).not.toBeNull();
        expect(compareQuantities(text, `${unscaled}e-${places}`)).toBe(0);
      }),
    );
  });
});

describe("compareQuantities", () => {
  test.each([
    ["1Gi", "1G", 1],
    ["1000m", "1", 0],
    ["1000m", 1, 0],
    ["0.1", "100m", 0],
    ["100m", "0.2", -1],
    ["-1", "1", -1],
    ["x", "1", null],
    ["1", null, null],
  ] as const)("%j against %j is %j", (a, b, expected) => {
    expect(compareQuantities(a, b)).toBe(expected);
  });
});

describe("multiplyQuantity and addQuantities", () => {
  test.each([
    ["256Mi", 3, "805306368"],
    ["100m", "100m", "0.01"],
    ["1n", "1n", "0.000000000000000001"],
    ["16Ei", 2, "18446744073709551614"],
    ["1Gi", "x", null],
  ] as const)("%j times %j is %j", (a, b, expected) => {
    expect(multiplyQuantity(a, b)).toBe(expected);
  });

  test("sums are exact", () => {
    expect(addQuantities("0.1", "0.2")).toBe("0.3");
    expect(addQuantities("1Gi", "1n")).toBe("1073741824.000000001");
    expect(addQuantities("1Gi", "")).toBeNull();
  });
});
