import type { PolicyFinding } from "../../../model/finding.ts";
import type { Attribution } from "../../../model/resource.ts";
import type { Subject } from "../../../policy/input.ts";
import type { JudgedFinding } from "../../../policy/judged-finding.ts";
import type { PolicyCall, VerdictTrace } from "../../../policy/trace.ts";
import type { RecordedCall, RecordedPlace, RecordedVerdict } from "./trace.ts";

interface Call extends Pick<RecordedCall, "ruleIds" | "byteLength" | "input"> {
  output: string | null;
  failure: string | null;
  readonly places: RecordedPlace[];
}

/** Where what one verdict holds is kept. */
interface Kept {
  input(bytes: Uint8Array): number;
  attribution(attribution: Attribution): number;
}

/** Hears the calls of one verdict. */
export class VerdictRecorder implements VerdictTrace {
  readonly #by: string;
  readonly #kept: Kept;
  readonly #calls: Call[] = [];

  constructor(by: string, kept: Kept) {
    this.#by = by;
    this.#kept = kept;
  }

  call({ ruleIds, byteLength, bytes }: PolicyCall): void {
    const input = bytes === null ? null : this.#kept.input(bytes);
    this.#calls.push({ ruleIds, byteLength, input, output: null, failure: null, places: [] });
  }

  said(findings: readonly PolicyFinding[]): void {
    this.#last().output = JSON.stringify(findings);
  }

  resolved(finding: JudgedFinding, subject: Subject | undefined): void {
    const { address, type, location, attribution, fix } = finding;
    const unknown = unknownOf(subject);
    this.#last().places.push({
      ...{ address, type, location, attribution: this.#kept.attribution(attribution) },
      ...(unknown === null ? {} : { unknown }),
      ...(subject?.kind === "diagnostic" ? { digest: subject.diagnostic.digest } : {}),
      ...(fix === null ? {} : { fixPath: fix.path }),
    });
  }

  failed(message: string): void {
    this.#last().failure = message;
  }

  recorded(): RecordedVerdict {
    return { by: this.#by, calls: this.#calls };
  }

  #last(): Call {
    const last = this.#calls.at(-1);
    if (last === undefined) throw new TypeError("an answer without a call");
    return last;
  }
}

function unknownOf(subject: Subject | undefined): Readonly<Record<string, string>> | null {
  if (subject === undefined || subject.kind === "diagnostic") return null;
  const resource =
    subject.kind === "resource" ? subject.resource : (subject.change.after ?? subject.change.before);
  return resource === null || resource.unknown.size === 0 ? null : Object.fromEntries(resource.unknown);
}
