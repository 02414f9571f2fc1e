/** What is asked of a log: its tree in tiles of 256 hashes, or the leaves below a tile. https://c2sp.org/tlog-tiles */
export interface TilePath {
  /** 0 is that of leaf hashes; each level above holds the roots of full tiles below. */
  readonly level: number | "entries";
  readonly index: number;
  /** Hashes, or leaves: 256 where the tile is full. */
  readonly width: number;
}

export const tileWidth = 256;
export const levelMax = 63;

/** Three levels of a thousand come to more than any log has leaves; a longer path is somebody trying. */
const pathCharactersMax = 60;

/** Reads `tile/0/x001/234`, `tile/entries/000.p/7`. `null` where it is no such path, also where it has another form. */
export function parseTilePath(path: string): TilePath | null {
  if (path.length > pathCharactersMax) return null;
  const parts = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (parts === null) return null;
  const [, levelText = "", indexText = "", widthText] = parts;
  const level = levelText === "entries" ? levelText : Number(levelText);
  const index = Number(indexText.replaceAll(/[x/]/g, ""));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  if (level !== "entries" && level > levelMax) return null;
  if (!Number.isSafeInteger(index) || (widthText !== undefined && width >= tileWidth)) return null;
  const tile: TilePath = { level, index, width };
  // One tile has one path: x000/001 is not another name of 001.
  return tilePath(tile) === path ? tile : null;
}

export function tilePath({ level, index, width }: TilePath): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join("/");
  return `tile/${level}/${name}${width === tileWidth ? "" : `.p/${width}`}`;
}
