import type { FileInput, FileReading } from "../file-reading.ts";
import { withScriptLines } from "../script-line.ts";
import { readYamlFile } from "../yaml-file.ts";

/** A configuration of CircleCI as it is written: orbs, executors, commands, jobs, workflows with their contexts. */
export function readCircleci(input: FileInput): FileReading {
  return readYamlFile(input, "circleci_config", ({ object, locate }) => ({
    locate: withScriptLines(object, locate),
  }));
}
