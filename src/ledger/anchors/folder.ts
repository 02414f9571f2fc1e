import { link, mkdir, open, readdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { noteBytesMax } from "../note.ts";
import { type Anchor, AnchorError, ascending, sizeOf, standing } from "./anchor.ts";

/**
 * A folder with a file for each checkpoint, such as a mount that this server may add to and not delete from. It has to
 * lie in `allowed`: the configuration is written by others than those who run the server.
 */
export function folderAnchor(folder: string, allowed: string | null): Anchor {
  const place = `folder ${folder}`;
  const path = (size: number) => join(folder, String(size));
  const read = async (size: number): Promise<Uint8Array | null> => {
    await permitted(folder, allowed);
    try {
      const { size: bytes } = await stat(path(size));
      if (bytes > noteBytesMax) throw new AnchorError("lost", `${path(size)} is larger than any checkpoint.`);
      return await readFile(path(size));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      throw error instanceof AnchorError ? error : failed(place, error);
    }
  };
  return {
    place,
    async sizes() {
      await permitted(folder, allowed);
      try {
        return ascending((await readdir(folder)).flatMap((name) => sizeOf(name) ?? []));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return [];
        throw failed(place, error);
      }
    },
    read,
    async write(size, note) {
      await permitted(folder, allowed);
      try {
        await mkdir(folder, { recursive: true, mode: 0o755 });
        await permitted(folder, allowed);
        await writeOnce(path(size), note);
      } catch (error) {
        if (error instanceof AnchorError) throw error;
        if (codeOf(error) !== "EEXIST") throw failed(place, error);
      }
      const found = await read(size);
      if (found === null) throw new AnchorError("lost", `${path(size)} was written, and is not there.`);
      standing(place, size, found, note);
      return { receipt: path(size) };
    },
  };
}

/** Whole or not at all, and never over another: the name is given to bytes that are on the disk already. */
async function writeOnce(path: string, note: string): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  const file = await open(beside, "w", 0o444);
  try {
    await file.writeFile(note);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/** Links are followed before it is compared. What is not there yet is made by us. */
async function permitted(folder: string, allowed: string | null): Promise<void> {
  const inside = allowed !== null && within(folder, allowed);
  const real = inside ? await realpath(folder).catch(() => null) : null;
  const realAllowed = allowed === null ? null : await realpath(allowed).catch(() => null);
  if (allowed !== null && realAllowed === null)
    throw new AnchorError("unusable", `LEDGER_ANCHOR_FOLDER names ${allowed}, which is not there.`);
  if (inside && (real === null || (realAllowed !== null && within(real, realAllowed)))) return;
  throw new AnchorError(
    "unusable",
    `folder ${folder} is not in ${allowed ?? "any folder that this server may write"}. Whoever runs the server names that folder with LEDGER_ANCHOR_FOLDER.`,
  );
}

function within(folder: string, allowed: string): boolean {
  const path = relative(allowed, folder);
  return path === "" || !/^\.\.(?:\/|$)/.test(path);
}

function failed(place: string, cause: unknown): AnchorError {
  const code = codeOf(cause) ?? "unknown";
  const refused = code === "EACCES" || code === "EPERM" || code === "EROFS";
  return new AnchorError(
    refused ? "refused" : "unreachable",
    `${place} cannot be used (${code}). It has to be there, and this user has to be able to add files to it.`,
    { cause },
  );
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error ? String(error.code) : null;
}
