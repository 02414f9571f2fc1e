import { spawnSync } from "node:child_process";

/** The folder of a Go module, downloaded where it is not there; `null` where that does not work. */
export function moduleFolder(module: string): string | null {
  const { status, stdout } = spawnSync("go", ["mod", "download", "-json", module], {
    encoding: "utf8",
    env: { ...process.env, GOWORK: "off", GOFLAGS: "-mod=mod" },
  });
  if (status !== 0) return null;
  const { Dir: folder } = JSON.parse(stdout) as { readonly Dir?: string };
  return folder ?? null;
}
