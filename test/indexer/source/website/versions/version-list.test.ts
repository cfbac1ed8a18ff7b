import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseVersionList } from "../../../../../indexer/source/website/versions/version-list.js";

const labels = (text: string) => parseVersionList(text)?.map(({ label, address }) => [label, address]);

describe("parseVersionList", () => {
  test("PyData switcher.json", () =>
    assert.deepEqual(
      labels(
        '[{"name":"1.7 (stable)","version":"1.7.2","url":"https://a.example/stable/","preferred":true}]',
      ),
      [["1.7.2", "https://a.example/stable/"]],
    ));
  test("mike versions.json", () =>
    assert.deepEqual(
      labels('[{"version":"2.0","title":"2.0","aliases":["latest"]},{"version":"1.0","title":"1.0"}]'),
      [
        ["2.0", undefined],
        ["1.0", undefined],
      ],
    ));
  test("Docusaurus versions.json", () =>
    assert.deepEqual(labels('["3.6.0","3.5.0"]'), [
      ["3.6.0", undefined],
      ["3.5.0", undefined],
    ]));
  test("versions under a name", () =>
    assert.deepEqual(labels('{"versions":["3.6.0"]}'), [["3.6.0", undefined]]));
  test("Read the Docs addons", () =>
    assert.deepEqual(
      labels(
        '{"versions":{"active":[{"slug":"v4.6.0","urls":{"documentation":"https://a.example/en/v4.6.0/"}}],"current":{}}}',
      ),
      [["v4.6.0", "https://a.example/en/v4.6.0/"]],
    ));
  test("Read the Docs, older pages", () =>
    assert.deepEqual(
      labels('{"version":"stable","versions":[["latest","/en/latest/"],["v1.0","/en/v1.0/"]]}'),
      [
        ["latest", "/en/latest/"],
        ["v1.0", "/en/v1.0/"],
      ],
    ));
  test("anything else is no list", () => {
    assert.equal(parseVersionList('{"a":1}'), undefined);
    assert.equal(parseVersionList("<!DOCTYPE html>"), undefined);
  });
});
