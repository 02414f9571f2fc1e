import { createRequire } from "node:module";
import type { Dockerfile } from "dockerfile-ast";

const require = createRequire(import.meta.url);

/** The library is loaded at the first Dockerfile: most changes hold none, and would wait 10 to 30 ms for it. */
export function parseDockerfile(text: string): Dockerfile {
  const { DockerfileParser }: typeof import("dockerfile-ast") = require("dockerfile-ast");
  return DockerfileParser.parse(text);
}
