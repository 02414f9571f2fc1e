import type { Subject } from "../../model/pull.ts";
import type { Job } from "../../store/index.ts";
import { attendBranch } from "./attend-branch.ts";
import { attendInstallation } from "./attend-installation.ts";
import { attendMergeGroup } from "./attend-merge-group.ts";
import { attendPull } from "./attend-pull.ts";
import type { AttendPorts } from "./ports.ts";

export interface AttendantPorts extends AttendPorts {
  readonly sweep: (sweep: Extract<Subject, { readonly kind: "sweep" }>["sweep"]) => Promise<void>;
}

/** Does the work on a subject, whatever it is. What it throws is tried again later. */
export function createAttendant(ports: AttendantPorts): (job: Job) => Promise<void> {
  return (job) => {
    const { subject } = job;
    switch (subject.kind) {
      case "pull":
        return attendPull(subject, job, ports);
      case "merge-group":
        return attendMergeGroup(subject, job, ports);
      case "branch":
        return attendBranch(subject, job, ports);
      case "installation":
        return attendInstallation(subject, ports);
      case "sweep":
        return ports.sweep(subject.sweep);
      default:
        return subject satisfies never;
    }
  };
}
