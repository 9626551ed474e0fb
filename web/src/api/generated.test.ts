import { readFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from "openapi-typescript";
import { expect, test } from "vitest";

const text = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");

test("the generated types are those of the OpenAPI document (npm run gen)", async () => {
  const document = JSON.parse(text("../../../openapi/landfast-v1.json")) as OpenAPI3;
  const fresh = COMMENT_HEADER + astToString(await openapiTS(document));
  expect(text("generated/schema.d.ts")).toBe(fresh);
}, 30_000);
