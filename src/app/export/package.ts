import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { archive } from "./archive.ts";
import { type Exported, exportEvidence } from "./export.ts";
import type { ExportRequest } from "./plan.ts";
import { type ExportPorts, ExportRefused } from "./ports.ts";
import { stagingIn } from "./staging.ts";

/**
 * Makes a package: a ZIP where the path ends with `.zip`, otherwise a folder, which must not be there or be empty. It is
 * put together beside its place and appears there whole, or not at all.
 */
export async function makePackage(
  request: ExportRequest,
  target: string,
  ports: ExportPorts,
): Promise<Exported> {
  refuseTaken(target);
  const parts = join(dirname(target), `.sekisho-evidence-${process.pid}`);
  rmSync(parts, { recursive: true, force: true });
  try {
    const folder = join(parts, "package");
    mkdirSync(folder, { recursive: true });
    const exported = await exportEvidence(request, stagingIn(folder), ports);
    if (target.endsWith(".zip")) {
      const packed = join(parts, "package.zip");
      await archive(
        folder,
        exported.files.map(({ path }) => path),
        packed,
      );
      renameSync(packed, target);
    } else {
      if (existsSync(target)) rmdirSync(target);
      renameSync(folder, target);
    }
    return exported;
  } finally {
    rmSync(parts, { recursive: true, force: true });
  }
}

function refuseTaken(target: string): void {
  if (!existsSync(dirname(target)))
    throw new ExportRefused(`--out: there is no folder ${dirname(target)} to write into.`);
  if (!existsSync(target)) return;
  const hint = "Name another, or take it away first: evidence is never written over.";
  if (target.endsWith(".zip")) throw new ExportRefused(`--out: ${target} is there already. ${hint}`);
  if (readdirSync(target).length > 0) throw new ExportRefused(`--out: ${target} is not empty. ${hint}`);
}
