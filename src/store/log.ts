/** What the store says while it works: static messages, details as fields. Pino's loggers fit. */
export interface StoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
