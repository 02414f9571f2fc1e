import type { Installation } from "../../github/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import { type DoctorCheck, note, ok, problem } from "./check.ts";

/** What an auditor would be told less of, because GitHub keeps it from this installation. Pure. */
export function checkEvidence({ account, permissions, repositories }: Installation): readonly DoctorCheck[] {
  return [
    ...(permissions["administration"] === undefined
      ? [
          note(
            `bypasses ${account}`,
            `${account} has not granted administration: read, which is optional. Who may bypass rules, and what classic branch protection demands beyond checks, is not recorded; bypasses are inferred from what was merged or pushed.`,
          ),
        ]
      : []),
    ...(repositories === "selected"
      ? [
          note(
            `coverage ${account}`,
            "It is installed on selected repositories. Private ones that nobody selected are not seen, so the evidence cannot say that all are covered.",
          ),
        ]
      : []),
  ];
}

/** Who signs the ledger and administers its database can write it anew. `null`: nobody has said who does. Pure. */
export function checkCustodians(
  organisation: string,
  { custodians }: Pick<Configuration, "custodians">,
): DoctorCheck {
  const name = `custodians ${organisation}`;
  if (custodians === undefined) {
    const text =
      "Nobody is named who holds the keys: auditors ask. `audit.custodians` in the organisation's file says it.";
    return note(name, text);
  }
  const { signingKey = [], databaseAdministration = [] } = custodians;
  const known = new Set(databaseAdministration.map(plain));
  const both = signingKey.filter((who) => known.has(plain(who)));
  if (both.length === 0) return ok(name, "Nobody is named for both the signing key and the database.");
  return problem(
    name,
    `${both.join(", ")} holds the signing key and administers the database: with both the ledger can be written anew and signed.`,
    "Give one of them to somebody else, and say so in `audit.custodians` of the organisation's file.",
  );
}

function plain(who: string): string {
  return who.replace(/^@/, "").toLowerCase();
}
