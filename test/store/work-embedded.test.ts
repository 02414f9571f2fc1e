import { embedded } from "./backends.ts";
import { describeWork } from "./work-contract.ts";

describeWork(embedded());
