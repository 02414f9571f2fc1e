export {
  type BaselineFinding,
  type ComparedFinding,
  compareWithBase,
  type MovedIdentity,
} from "./compare.ts";
export { type Evidence, evidenceOf } from "./evidence.ts";
export { type FindingIdentity, fingerprintOf } from "./fingerprint.ts";
