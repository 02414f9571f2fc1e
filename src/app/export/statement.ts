import { canonicalJson } from "../../model/digest.ts";
import { isJsonObject } from "../../model/json.ts";
import type { RowEntry } from "./rows.ts";

/** The key that a package is signed with: one that is in force at the size of its checkpoint. */
export interface EvidenceSigner {
  readonly origin: string;
  /** The verifier key without its last part: `origin+1a2b3c4d`. */
  readonly keyId: string;
  /** The text of a C2SP signed note over this text, which ends with a line end. */
  signNote(text: string): string;
  /** The 64 bytes of a signature over the text in UTF-8. */
  sign(text: string): Uint8Array;
}

/** A key that this program holds, with the sizes of the log, inclusive, of which it may sign. */
export interface HeldKey {
  readonly signer: EvidenceSigner;
  readonly from: number;
  /** `null`: it is in use. */
  readonly to: number | null;
}

/** The key in force at a size; `null`: it is not held. */
export function signerAt(held: readonly HeldKey[], size: number): EvidenceSigner | null {
  return held.find(({ from, to }) => from <= size && (to === null || size <= to))?.signer ?? null;
}

const payloadType = "application/vnd.in-toto+json";

/** One line of decisions.ndjson: a DSSE envelope around an in-toto statement, or that it was erased. */
export function decisionLine(
  { leaf, content }: RowEntry,
  names: ReadonlyMap<number, string>,
  signer: EvidenceSigner,
): string {
  if ("erased" in content) return canonicalJson({ erased: content.erased, index: leaf.index });
  const { at, index, kind, number, repository } = leaf;
  const name = repository === null ? "" : (names.get(repository) ?? "");
  const { body, key } = content;
  const statement = canonicalJson({
    _type: "https://in-toto.io/Statement/v1",
    predicate: { at, body, index, key, kind, number, origin: signer.origin, repository },
    predicateType: "urn:sekisho:ledger-decision:1",
    subject: [
      {
        digest: { gitCommit: headOf(content.body) },
        name: number === null ? name : `${name}#${number}`,
      },
    ],
  });
  return envelope(statement, signer);
}

function headOf(body: Parameters<typeof isJsonObject>[0]): string {
  if (!isJsonObject(body)) return "";
  const { inputs, head } = body;
  const decided = isJsonObject(inputs) ? inputs["head"] : head;
  return typeof decided === "string" ? decided : "";
}

function envelope(statement: string, { keyId, sign }: EvidenceSigner): string {
  const signature = sign(preAuthentication(statement));
  return canonicalJson({
    payload: Buffer.from(statement, "utf8").toString("base64"),
    payloadType,
    signatures: [{ keyid: keyId, sig: Buffer.from(signature).toString("base64") }],
  });
}

/** What a DSSE signature is over (its protocol, "PAE"): type and payload with their lengths in bytes. */
function preAuthentication(payload: string): string {
  return `DSSEv1 ${payloadType.length} ${payloadType} ${Buffer.byteLength(payload)} ${payload}`;
}
