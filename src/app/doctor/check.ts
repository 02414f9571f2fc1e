/** One thing that the doctor has looked at. Texts are whole sentences. */
export interface DoctorCheck {
  /** What was looked at: `permissions`, `ruleset acme/infra@main`. */
  readonly name: string;
  readonly result: CheckResult;
}

export type CheckResult =
  | { readonly kind: "ok"; readonly text: string }
  /** It works, and somebody should know something about it. */
  | { readonly kind: "note"; readonly text: string }
  /** `mend` is `null` where the text says it already. */
  | { readonly kind: "problem"; readonly text: string; readonly mend: string | null }
  /** It could not be looked at, because of what another check found. */
  | { readonly kind: "skipped"; readonly text: string };

export function ok(name: string, text: string): DoctorCheck {
  return { name, result: { kind: "ok", text } };
}

export function note(name: string, text: string): DoctorCheck {
  return { name, result: { kind: "note", text } };
}

export function problem(name: string, text: string, mend: string | null): DoctorCheck {
  return { name, result: { kind: "problem", text, mend } };
}

export function skipped(name: string, text: string): DoctorCheck {
  return { name, result: { kind: "skipped", text } };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
