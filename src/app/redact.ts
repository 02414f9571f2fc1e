/** For whoever shows source text: the stage that knows what a secret looks like. */
export { redactText } from "../resources/secrets/index.ts";
