/** What an EC2 instance has: CPUs as Kubernetes counts them, and memory in MiB before the system takes its share. */
export interface InstanceSize {
  readonly cpus: number;
  readonly memoryMib: number;
}

/**
 * MiB for each CPU, for families in which that is the same in every size (DescribeInstanceTypes of EC2, October 2026).
 * Families that are not here, and `metal`, are not known: nothing is guessed.
 */
const memoryPerCpu: ReadonlyMap<string, number> = new Map(
  (
    [
      [
        2048,
        "a1 c5 c5a c5ad c5d c6a c6g c6gd c6gn c6i c6id c6in c7a c7g c7gd c7gn c7i c7i-flex c8a c8g c8gb c8gd c8gn c8i c8i-flex c8ib c8id c8in inf1",
      ],
      [
        4096,
        "g4dn g5 g6 inf2 m4 m5 m5a m5ad m5d m5dn m5n m5zn m6a m6g m6gd m6i m6id m6idn m6in m7a m7g m7gd m7i m7i-flex m8a m8g m8gb m8gd m8gn m8i m8i-flex m8ib m8id m8idn m8in trn1",
      ],
      [6144, "is4gen"],
      [7808, "i3 r4"],
      [
        8192,
        "d3 g6e gr6 i3en i4g i4i i7i i7ie i8g i8ge r5 r5a r5ad r5b r5d r5dn r5n r6a r6g r6gd r6i r6id r6idn r6in r7a r7g r7gd r7i r7iz r8a r8g r8gb r8gd r8gn r8i r8i-flex r8ib r8id r8idn r8in z1d",
      ],
      [12_288, "p4d p4de"],
      [15_616, "x1"],
      [16_384, "x2gd x2idn x8g x8i"],
      [31_232, "x1e"],
      [32_768, "x2iedn x2iezn"],
    ] as const
  ).flatMap(([mebibytes, families]) => families.split(" ").map((family) => [family, mebibytes] as const)),
);

/** Sizes that do not follow the rule of the others: CPUs and MiB. */
const burstable: Readonly<Record<string, InstanceSize>> = {
  nano: { cpus: 2, memoryMib: 512 },
  micro: { cpus: 2, memoryMib: 1024 },
  small: { cpus: 2, memoryMib: 2048 },
  medium: { cpus: 2, memoryMib: 4096 },
  large: { cpus: 2, memoryMib: 8192 },
  xlarge: { cpus: 4, memoryMib: 16_384 },
  "2xlarge": { cpus: 8, memoryMib: 32_768 },
};
const one = { cpus: 1 } as const;
const irregular: Readonly<Record<string, Readonly<Record<string, InstanceSize>>>> = {
  t2: {
    ...burstable,
    nano: { ...one, memoryMib: 512 },
    micro: { ...one, memoryMib: 1024 },
    small: { ...one, memoryMib: 2048 },
  },
  t3: burstable,
  t3a: burstable,
  t4g: burstable,
};

/** `m6i.2xlarge` has 8 CPUs and 32 GiB; `null` for what is not in the table. */
export function instanceSize(type: string): InstanceSize | null {
  const [family = "", size = "", ...others] = type.split(".");
  if (others.length > 0) return null;
  const own = Object.hasOwn(irregular, family) ? irregular[family] : undefined;
  if (own !== undefined) return Object.hasOwn(own, size) ? (own[size] ?? null) : null;
  const perCpu = memoryPerCpu.get(family);
  const cpus = cpusOf(size);
  return perCpu === undefined || cpus === null ? null : { cpus, memoryMib: cpus * perCpu };
}

function cpusOf(size: string): number | null {
  const multiple = /^(\d{1,3})xlarge$/.exec(size)?.[1];
  if (multiple !== undefined) return 4 * Number(multiple);
  return { medium: 1, large: 2, xlarge: 4 }[size] ?? null;
}
