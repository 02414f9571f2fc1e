import { sha256Hex } from "../../../model/digest.ts";
import type { Tree } from "../../../model/tree.ts";
import { terraformFolders } from "../../../roots/terraform-files.ts";
import type { EvaluationPorts } from "../ports.ts";

/**
 * What looking for the roots of a state found out about single files and folders, kept for the next state, which shares
 * nearly all of them: only what differs is read then. Each part is found by the bytes that decide it, so the roots are
 * the same without it. There is one for each repository; a later state takes the place of an earlier one.
 */
const key = sha256Hex("found out while looking for roots");

type FoundOutPorts = Pick<EvaluationPorts, "kept" | "knownContents" | "surveyedFolders">;

/** Takes over what another worker, or another process, found out about an earlier state. */
export async function readFoundOut(ports: FoundOutPorts): Promise<void> {
  const bytes = (await ports.kept([key])).get(key);
  if (bytes === undefined) return;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const lineEnd = text.indexOf("\n");
  ports.knownContents.readBack(text.slice(0, lineEnd));
  ports.surveyedFolders.readBack(text.slice(lineEnd + 1));
}

/** Of one state alone, so that it does not grow from one to the next. */
export function writtenFoundOut(tree: Tree, ports: FoundOutPorts): ReadonlyMap<string, Uint8Array> {
  const blobs = [...tree.entries.values()].map(({ blob }) => blob);
  const folders = [...terraformFolders(tree).keys()];
  const text = `${ports.knownContents.written(blobs)}\n${ports.surveyedFolders.written(folders)}`;
  return new Map([[key, Buffer.from(text)]]);
}
