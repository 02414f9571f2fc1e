import type { JsonValue } from "../../model/json.ts";

/**
 * What a plain scalar means to Kubernetes: the rules of `sigs.k8s.io/yaml` (goyaml.v2, resolve.go), which are neither
 * YAML 1.1 nor 1.2: `no` and `y` are booleans, `012` is ten, `190:20` and dates are text.
 * `undefined` for infinity and not-a-number, which JSON cannot hold: Kubernetes refuses them.
 */
export function plainScalar(text: string): JsonValue | undefined {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (notNumbers.test(text)) return undefined;
  const first = text.charCodeAt(0);
  if (first === dot) return leadingDot.test(text) ? finite(Number(text), text) : text;
  if (first !== plus && first !== minus && (first < zero || first > nine)) return text;
  return numberOf(text.replaceAll("_", "")) ?? text;
}

const [plus, minus, dot, zero, nine] = [0x2b, 0x2d, 0x2e, 0x30, 0x39];
const notNumbers = /^(?:\.nan|\.NaN|\.NAN|[-+]?\.(?:inf|Inf|INF))$/;
const leadingDot = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;
const decimalFloat = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const integer = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const [int64Min, uint64Max] = [-(2n ** 63n), 2n ** 64n - 1n];

const words: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map(
    (word) => [word, true] as const,
  ),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map(
    (word) => [word, false] as const,
  ),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
]);

function numberOf(text: string): number | null {
  const whole = integer.exec(text);
  if (whole !== null && text.length <= integerLengthMax) {
    const [, sign, prefixed, octal, decimal] = whole;
    const magnitude = BigInt(
      prefixed?.toLowerCase() ?? (octal === undefined ? (decimal ?? "0") : `0o${octal}`),
    );
    const value = sign === "-" ? -magnitude : magnitude;
    if (value >= int64Min && value <= uint64Max) return Number(value);
  }
  return decimalFloat.test(text) ? finiteOrNull(Number(text)) : null;
}

/** Sixty-four binary digits with sign and prefix; longer text is no integer of 64 bits unless zeros lead it. */
const integerLengthMax = 128;

function finite(value: number, otherwise: string): number | string {
  return Number.isFinite(value) ? value : otherwise;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
