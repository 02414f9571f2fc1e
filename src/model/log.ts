export type LogFields = Readonly<Record<string, unknown>>;

/** Fields first, then a message that is always the same. What looks like a secret in either is masked before it is written. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
