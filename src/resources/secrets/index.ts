export { maskSecrets } from "./mask.ts";
export { redactText } from "./redact.ts";
export { maskProse, maskString, maskWritten } from "./written.ts";
