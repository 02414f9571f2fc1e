import { userInfo } from "node:os";
import { present, type Variables } from "./secret-file.ts";

/** As long as GitHub's longest login, and a mail address. */
const operatorCharactersMax = 100;

/** Who runs a command that has to name somebody. Nobody proves it: whoever may run the command may also say this. */
export type OperatorReading =
  | { readonly kind: "known"; readonly name: string }
  | { readonly kind: "unknown"; readonly problem: string };

/** `SEKISHO_OPERATOR`, else the account of the operating system. */
export function readOperator(variables: Variables = process.env): OperatorReading {
  const name = (present(variables["SEKISHO_OPERATOR"]) ?? accountName())?.trim() ?? "";
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._@+-]*$/u.test(name) && name.length <= operatorCharactersMax)
    return { kind: "known", name };
  return {
    kind: "unknown",
    problem:
      "It is recorded who does this, and nobody says who you are: set SEKISHO_OPERATOR to your login or mail address " +
      `(letters, digits, blanks and . _ @ + -, up to ${operatorCharactersMax} characters).`,
  };
}

/** A container may run as a number that nobody gave a name. */
function accountName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
