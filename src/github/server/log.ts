import { type DestinationStream, type Logger, pino, stdTimeFunctions } from "pino";
import { createRedactor } from "./redact.ts";

export type LogLevel = "debug" | "info" | "warn" | "error" | "fatal" | "trace" | "silent";

export interface LogOptions {
  readonly level: LogLevel;
  /** Values that must never be written: webhook secrets, the private key, the database's password. */
  readonly secrets: readonly string[];
  /** Where lines go; the standard output if nothing is said. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON object a line. Fields are copied with secrets masked before pino sees them, and each whole line is masked once
 * more by form, because messages, names of children and what libraries log do not pass through the fields.
 */
export function createLog({ level, secrets, destination = pino.destination(1) }: LogOptions): Logger {
  const redactor = createRedactor(secrets);
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => masksOf(redactor.value(fields)) },
      // Errors are data already when pino's own serializer would be asked.
      serializers: { err: (error: unknown) => error },
      hooks: { streamWrite: (line) => redactor.line(line) },
    },
    destination,
  );
}

function masksOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
