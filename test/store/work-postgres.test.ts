import { postgres } from "./backends.ts";
import { describeWork } from "./work-contract.ts";

describeWork(postgres());
