import assert from "node:assert/strict";
import { describe, test } from "node:test";
import pep440 from "@renovatebot/pep440";
import fc from "fast-check";
import semver from "semver";

import { KbError } from "../../corpora/errors.js";
import {
  compareVersions,
  exactRequest,
  isPrerelease,
  isVersion,
  newestOfEachMinor,
  parseVersionRequest,
  resolveVersion,
  type VersionScheme,
  versionKey,
} from "../../corpora/version.js";

fc.configureGlobal({ seed: 440 });

const small = fc.nat({ max: 12 });
const number = fc.oneof({ weight: 5, arbitrary: small }, fc.nat({ max: 20_991_231 }));

const pep440Version = fc
  .record({
    epoch: fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 4 }),
    release: fc.array(number, { minLength: 1, maxLength: 4 }),
    pre: fc.option(fc.tuple(fc.constantFrom("a", "b", "rc", "alpha", "-beta.", ".c"), small), {
      nil: undefined,
    }),
    post: fc.option(fc.tuple(fc.constantFrom(".post", "-r", "-"), small), { nil: undefined, freq: 3 }),
    dev: fc.option(small, { nil: undefined, freq: 3 }),
    local: fc.option(
      fc.array(fc.oneof(fc.constantFrom("cu", "cpu", "cu118", "a", "ab", "1a"), small.map(String)), {
        minLength: 1,
        maxLength: 3,
      }),
      { nil: undefined, freq: 3 },
    ),
  })
  .map(
    ({ epoch, release, pre, post, dev, local }) =>
      `${epoch === undefined ? "" : `${epoch}!`}${release.join(".")}${pre?.join("") ?? ""}${post?.join("") ?? ""}` +
      `${dev === undefined ? "" : `.dev${dev}`}${local === undefined ? "" : `+${local.join(".")}`}`,
  );

const identifiers = fc
  .array(
    fc.oneof(
      small.map(String),
      fc.constantFrom("alpha", "beta", "rc", "rc1", "a", "a-", "aB", "A", "next-20220101", "-"),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join("."));

const semverVersion = fc
  .record({
    release: fc.tuple(number, number, number),
    prerelease: fc.option(identifiers, { nil: undefined }),
    build: fc.option(identifiers, { nil: undefined, freq: 3 }),
  })
  .map(
    ({ release, prerelease, build }) =>
      release.join(".") +
      (prerelease === undefined ? "" : `-${prerelease}`) +
      (build === undefined ? "" : `+${build}`),
  );

const looseVersion = fc
  .array(
    fc.tuple(
      fc.constantFrom("", ".", "-", "_"),
      fc.oneof(
        { weight: 3, arbitrary: number.map(String) },
        fc.constantFrom("dev", "rc", "x", "docs", "latest"),
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => `${parts.map((part, index) => (index === 0 ? part[1] : part.join(""))).join("")}`)
  .filter((text) => /\d/.test(text));

const VERSIONS = { pep440: pep440Version, semver: semverVersion, loose: looseVersion };
const SCHEMES = ["pep440", "semver", "loose"] as const;

const sign = (value: number) => Math.sign(value) + 0;
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function ascending(scheme: VersionScheme, versions: readonly string[]): void {
  const shuffled = versions.toReversed().sort((a, b) => compareVersions(scheme, a, b));
  assert.deepEqual(shuffled, versions);
  for (const [index, version] of versions.entries()) {
    const next = versions[index + 1];
    if (next !== undefined) assert.ok(compareVersions(scheme, version, next) < 0, `${version} < ${next}`);
  }
}

function releases(...versions: string[]) {
  return (scheme: VersionScheme) =>
    versions.map((version) => ({ version, prerelease: isPrerelease(scheme, version) }));
}

function resolve(
  scheme: VersionScheme,
  request: string | undefined,
  ...versions: string[]
): string | undefined {
  return resolveVersion(scheme, parseVersionRequest(request), releases(...versions)(scheme))?.version;
}

describe("order", () => {
  test("PEP 440 as in the specification", () => {
    ascending("pep440", [
      "0.9",
      "1.0.dev456",
      "1.0a1",
      "1.0a2.dev456",
      "1.0a12.dev456",
      "1.0a12",
      "1.0b1.dev456",
      "1.0b2",
      "1.0b2.post345.dev456",
      "1.0b2.post345",
      "1.0rc1.dev456",
      "1.0rc1",
      "1.0",
      "1.0+abc.5",
      "1.0+abc.7",
      "1.0+5",
      "1.0.post456.dev34",
      "1.0.post456",
      "1.0.15",
      "1.1.dev1",
      "1.9",
      "1.10",
      "2013.10",
      "1!0.5",
    ]);
  });

  test("semver as in the specification", () => {
    ascending("semver", [
      "0.0.9",
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.0.0+build.1",
      "1.2.0",
      "1.10.0",
    ]);
  });

  test("loose: documentation snapshots of real projects", () => {
    ascending("loose", [
      "website-20210922",
      "0.7",
      "0.7-docs-20251127",
      "0.9.1.1",
      "0.13-dev-20190314",
      "0.13-rc1",
      "0.13",
      "v1.2",
      "1.24-20220715",
      "2.9",
      "2.10.3",
      "2.x-20220115",
      "2.x-20230115",
      "3.0",
      "3.x-20251211",
      "11.1",
      "26.03",
      "26.03-latest-20260821",
      "2020-06-11",
      "2022.1-experimental",
      "2022.1",
      "2023-04",
    ]);
  });

  test("the key orders as the PEP 440 library compares", () => {
    fc.assert(
      fc.property(pep440Version, pep440Version, (a, b) => {
        assert.equal(
          compareText(versionKey("pep440", a), versionKey("pep440", b)),
          sign(pep440.compare(a, b)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("the key orders as the semver library compares", () => {
    fc.assert(
      fc.property(semverVersion, semverVersion, (a, b) => {
        assert.equal(
          compareText(versionKey("semver", a), versionKey("semver", b)),
          sign(semver.compareBuild(a, b)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  for (const scheme of SCHEMES) {
    test(`${scheme}: keys are plain, below ~, and in the order of the versions`, () => {
      fc.assert(
        fc.property(VERSIONS[scheme], VERSIONS[scheme], (a, b) => {
          const [keyA, keyB] = [versionKey(scheme, a), versionKey(scheme, b)];
          assert.match(keyA, /^[A-Za-z0-9+-]+$/);
          assert.ok(keyA < "~");
          assert.equal(sign(compareVersions(scheme, a, b)), compareText(keyA, keyB));
          assert.equal(compareVersions(scheme, a, b) === 0, compareVersions(scheme, b, a) === 0);
        }),
      );
    });
  }

  test("loose: equal exactly when the runs of digits and letters are equal", () => {
    const runs = (text: string) =>
      (text.match(/\d+|[a-z]+/g) ?? []).map((run) => (/\d/.test(run) ? String(Number(run)) : run)).join(" ");
    fc.assert(
      fc.property(looseVersion, looseVersion, (a, b) => {
        assert.equal(versionKey("loose", a) === versionKey("loose", b), runs(a) === runs(b));
      }),
      { numRuns: 1000 },
    );
  });

  test("spellings of one version are equal, other versions are not", () => {
    assert.equal(compareVersions("pep440", "1.0", "1.0.0"), 0);
    assert.equal(compareVersions("pep440", "1.0-ALPHA_2", "1.0a2"), 0);
    assert.equal(compareVersions("pep440", "1.0+ubuntu-1", "1.0+ubuntu.1"), 0);
    assert.equal(compareVersions("semver", "v1.2.3", "1.2.3"), 0);
    assert.equal(compareVersions("loose", "v1.2", "1.2"), 0);
    assert.notEqual(compareVersions("pep440", "2.4.1", "2.4.1+cu121"), 0);
    assert.notEqual(compareVersions("semver", "1.2.3", "1.2.3+1"), 0);
    assert.notEqual(compareVersions("loose", "2.x-20220115", "2.x-20220116"), 0);
  });

  test("what is a version, and what a pre-release", () => {
    assert.ok(isVersion("pep440", "1!2.0rc1.post2.dev3+cu.1"));
    for (const text of ["", "2.x", "1.0 ", "1.0-", "latest", `1.${"9".repeat(30)}`]) {
      assert.ok(!isVersion("pep440", text), text);
    }
    assert.ok(isVersion("semver", "1.2.3-rc.1+5"));
    for (const text of ["1.2", "1.2.3.4", " 1.2.3", "01.2.3"]) assert.ok(!isVersion("semver", text), text);
    assert.ok(isVersion("loose", "website-20210922"));
    for (const text of ["", "main", "1.0'; --", "1\n2"]) assert.ok(!isVersion("loose", text), text);

    assert.ok(isPrerelease("pep440", "2.0.dev1") && isPrerelease("pep440", "2.0b1"));
    assert.ok(!isPrerelease("pep440", "2.0.post1") && !isPrerelease("pep440", "2.0+rc1"));
    assert.ok(isPrerelease("semver", "1.0.0-next.4") && !isPrerelease("semver", "1.0.0+next"));
    assert.ok(isPrerelease("loose", "0.13-dev-20190314") && isPrerelease("loose", "2022.1-experimental"));
    assert.ok(!isPrerelease("loose", "0.7-docs-20251127") && !isPrerelease("loose", "26.03-latest-20260821"));
    assert.throws(() => versionKey("semver", "1.2"), { code: "VERSION_INVALID" });
  });
});

describe("requests", () => {
  test("what users write", () => {
    const kinds = (...texts: string[]) => texts.map((text) => parseVersionRequest(text).kind);
    assert.equal(parseVersionRequest(undefined).kind, "newest");
    assert.deepEqual(kinds("stable", "newest", "*", "Stable "), ["newest", "newest", "newest", "newest"]);
    assert.deepEqual(kinds("latest"), ["latest"]);
    assert.deepEqual(
      kinds("2", "2.4", "v2.4", "2.x", "==2.*", "=2.4", "2.4.1.*", "1!2.4").join(" "),
      Array.from({ length: 8 }, () => "prefix").join(" "),
    );
    assert.deepEqual(
      kinds(
        "2.4.1",
        "v2.4.1",
        "==2.4",
        "=== 2.4",
        "2.4rc1",
        "2.x-20220115",
        "website-20210922",
        "2.4.1+cu121",
      ),
      Array.from({ length: 8 }, () => "exact"),
    );
    assert.deepEqual(
      kinds(
        ">=2.1",
        "~2.3",
        "~=2.3",
        "^2.1",
        "1.2,<2",
        ">= 2.1 , < 3",
        ">=1 <2",
        "1.2 - 1.4",
        "^1 || ^2",
        "≥2",
      ),
      Array.from({ length: 10 }, () => "range"),
    );
    assert.deepEqual(parseVersionRequest("~=2.3.1"), {
      kind: "range",
      text: "~=2.3.1",
      alternatives: [
        [
          { operator: ">=", version: "2.3.1" },
          { operator: "prefix", version: "2.3" },
        ],
      ],
    });
  });

  test("nonsense is refused with examples", () => {
    for (const text of [
      "",
      "  ",
      "foo",
      ">=",
      "two",
      "2.4.1 or so",
      "~=2",
      "^",
      ">=1,,<x",
      "1 ||",
      "2.4;rm",
      "'2'",
    ]) {
      assert.throws(
        () => parseVersionRequest(text),
        (error) =>
          error instanceof KbError && error.code === "VERSION_INVALID" && /2\.4/.test(error.hint ?? ""),
        text,
      );
    }
  });

  test("an exact request stays exact whatever the version's length", () => {
    assert.equal(exactRequest("2.4.1"), "2.4.1");
    assert.equal(exactRequest("2.4"), "==2.4");
    fc.assert(
      fc.property(pep440Version, (version) => {
        assert.equal(parseVersionRequest(exactRequest(version)).kind, "exact");
      }),
    );
  });
});

describe("resolution", () => {
  const torch = [
    "2.0.1",
    "2.1.0",
    "2.1.2",
    "2.3.0",
    "2.3.1",
    "2.4.0",
    "2.4.1",
    "2.5.0rc1",
    "2.10.0",
    "3.0.0rc2",
  ];

  test("PEP 440", () => {
    const expectations: readonly (readonly [string | undefined, string | undefined])[] = [
      [undefined, "2.10.0"],
      ["stable", "2.10.0"],
      ["latest", "3.0.0rc2"],
      ["2", "2.10.0"],
      ["2.1", "2.1.2"],
      ["2.x", "2.10.0"],
      ["==2.3.*", "2.3.1"],
      ["v2.4.1", "2.4.1"],
      ["2.4.2", undefined],
      ["==2.4", "2.4.0"],
      ["2.4.1+cu121", "2.4.1"],
      [">=2.1", "2.10.0"],
      [">=2.1,<2.4", "2.3.1"],
      ["2.3,<2.3.1", "2.3.0"],
      ["~=2.3", "2.10.0"],
      ["~=2.3.0", "2.3.1"],
      ["~2.3", "2.3.1"],
      ["^2.1", "2.10.0"],
      ["<=2.1", "2.1.0"],
      ["!=2.10.0", "2.4.1"],
      ["!=2.10.*,>2", "2.4.1"],
      ["2.5.0rc1", "2.5.0rc1"],
      ["2.5", undefined],
      [">=2.5.0rc1,<2.6", "2.5.0rc1"],
      [">=2.5.0rc1", "2.10.0"],
      [">=3", undefined],
      ["1.2 || 2.0", "2.0.1"],
    ];
    for (const [request, expected] of expectations) {
      assert.equal(resolve("pep440", request, ...torch), expected, String(request));
    }
  });

  test("PEP 440: post-releases, epochs, local segments, padding", () => {
    assert.equal(resolve("pep440", "1.7", "1.7.1", "1.7.1.post2"), "1.7.1.post2");
    assert.equal(resolve("pep440", ">1.7.1", "1.7.1", "1.7.1.post2"), undefined);
    assert.equal(resolve("pep440", "<2rc2", "1.9", "2rc1", "2rc2"), "1.9");
    assert.equal(resolve("pep440", ">=2a1,<2", "2rc1"), undefined);
    assert.equal(resolve("pep440", "2", "1!2.0", "2.0"), "2.0");
    assert.equal(resolve("pep440", "1!2", "1!2.0", "2.0"), "1!2.0");
    assert.equal(resolve("pep440", "2.0", "2"), "2");
    assert.equal(resolve("pep440", "2.4.1", "2.4.1+cpu"), "2.4.1+cpu");
    assert.equal(resolve("pep440", "2.4.1+cu121", "2.4.1+cpu"), undefined);
  });

  test("semver", () => {
    const versions = [
      "0.1.40",
      "0.2.0",
      "0.2.9",
      "0.3.0",
      "1.0.0-rc.1",
      "1.0.0",
      "1.2.0",
      "1.3.1",
      "2.0.0-next.1",
    ];
    const expectations: readonly (readonly [string | undefined, string | undefined])[] = [
      [undefined, "1.3.1"],
      ["latest", "2.0.0-next.1"],
      ["1", "1.3.1"],
      ["1.2", "1.2.0"],
      ["^0.2.0", "0.2.9"],
      ["^0.2", "0.2.9"],
      ["~1.2.0", "1.2.0"],
      [">1.2", "1.3.1"],
      [">1.2 <1.3", undefined],
      ["<=1.2", "1.2.0"],
      ["1.0 - 1.2", "1.2.0"],
      [">=2.0.0-next.0", "2.0.0-next.1"],
      ["1.0.0-rc.1", "1.0.0-rc.1"],
      ["==1.2", "1.2.0"],
      ["0.2.x", "0.2.9"],
      ["1.2.3.4", undefined],
    ];
    for (const [request, expected] of expectations) {
      assert.equal(resolve("semver", request, ...versions), expected, String(request));
    }
  });

  test("loose", () => {
    const versions = [
      "1.24-20220715",
      "2.x-20220115",
      "2.4",
      "website-20210922",
      "0.13-dev-20190314",
      "v3.2",
      "0.9.1.1",
    ];
    assert.equal(resolve("loose", "1.24", ...versions), "1.24-20220715");
    assert.equal(resolve("loose", "2", ...versions), "2.x-20220115");
    assert.equal(resolve("loose", "2.4", ...versions), "2.4");
    assert.equal(resolve("loose", "3.2", ...versions), "v3.2");
    assert.equal(resolve("loose", "0.13", ...versions), undefined);
    assert.equal(resolve("loose", "0.13-dev-20190314", ...versions), "0.13-dev-20190314");
    assert.equal(resolve("loose", "website-20210922", ...versions), "website-20210922");
    assert.equal(resolve("loose", undefined, ...versions), "v3.2");
    assert.equal(resolve("loose", "0.9", ...versions), "0.9.1.1");
  });

  test("where the semver library and we both answer, we agree", () => {
    const range = fc
      .tuple(
        fc.constantFrom("^", "~", ">=", "<", "<=", ">", ""),
        fc.array(small, { minLength: 1, maxLength: 3 }),
      )
      .map(([operator, numbers]) => operator + numbers.join("."));
    const versions = fc.array(
      fc.tuple(small, small, small).map((numbers) => numbers.join(".")),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(versions, range, (candidates, text) => {
        assert.equal(resolve("semver", text, ...candidates) ?? null, semver.maxSatisfying(candidates, text));
      }),
      { numRuns: 1000 },
    );
  });

  test("where the PEP 440 library and we both answer, we agree", () => {
    const range = fc
      .tuple(
        fc.constantFrom("~=", ">=", "<", "<=", ">", "==", "!="),
        fc.array(small, { minLength: 2, maxLength: 3 }),
      )
      .map(([operator, numbers]) => operator + numbers.join("."));
    const versions = fc.array(
      fc.array(fc.nat({ max: 3 }), { minLength: 3, maxLength: 3 }).map((numbers) => numbers.join(".")),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(versions, range, (candidates, text) => {
        assert.equal(resolve("pep440", text, ...candidates) ?? null, pep440.maxSatisfying(candidates, text));
      }),
      { numRuns: 1000 },
    );
  });

  for (const scheme of SCHEMES) {
    test(`${scheme}: the answer is one of the releases, satisfies the request, and none newer does`, () => {
      const request = fc
        .tuple(
          fc.constantFrom("", ">=", "<", "<=", ">", "~", "^", "=="),
          fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
        )
        .map(([operator, numbers]) => operator + numbers.join("."));
      fc.assert(
        fc.property(fc.array(VERSIONS[scheme], { maxLength: 12 }), request, (versions, text) => {
          const candidates = releases(...versions)(scheme);
          const parsed = parseVersionRequest(text);
          const found = resolveVersion(scheme, parsed, candidates);
          if (found === undefined) {
            for (const candidate of candidates) {
              if (!candidate.prerelease) assert.equal(resolveVersion(scheme, parsed, [candidate]), undefined);
            }
            return;
          }
          assert.ok(candidates.includes(found));
          assert.equal(resolveVersion(scheme, parsed, [found]), found);
          for (const candidate of candidates) {
            if (compareVersions(scheme, candidate.version, found.version) <= 0) continue;
            const alone = resolveVersion(scheme, parsed, [candidate]);
            assert.ok(alone === undefined || parsed.kind === "exact", `${candidate.version} for ${text}`);
          }
        }),
      );
    });
  }
});

describe("newest of each minor", () => {
  test("newest first, patches folded, pre-releases left out", () => {
    const found = (limit: number, prereleases: boolean) =>
      newestOfEachMinor(
        "pep440",
        releases(
          "2.0.1",
          "2.0.0",
          "1.9.post1",
          "1.9",
          "2.1.0rc1",
          "2.2.0rc1",
          "2.2.0rc2",
          "1.10.0",
        )("pep440"),
        limit,
        { prereleases },
      ).map(({ version }) => version);
    assert.deepEqual(found(10, false), ["2.0.1", "1.10.0", "1.9.post1"]);
    assert.deepEqual(found(2, false), ["2.0.1", "1.10.0"]);
    assert.deepEqual(found(2, true), ["2.2.0rc2", "2.1.0rc1"]);
    assert.deepEqual(found(0, false), []);
  });

  test("a pre-release older than a stable release is history", () => {
    const all = releases("1.0.0-rc.1", "1.1.0", "0.9.0")("semver");
    assert.deepEqual(
      newestOfEachMinor("semver", all, 5, { prereleases: true }).map(({ version }) => version),
      ["1.1.0", "0.9.0"],
    );
  });

  test("loose snapshots of one series fold into the newest", () => {
    const all = releases(
      "2.x-20220115",
      "2.x-20230101",
      "1.24-20220715",
      "1.24-20210101",
      "website-20210922",
    )("loose");
    assert.deepEqual(
      newestOfEachMinor("loose", all, 9).map(({ version }) => version),
      ["2.x-20230101", "1.24-20220715", "website-20210922"],
    );
  });
});
