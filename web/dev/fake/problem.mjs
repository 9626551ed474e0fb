import { randomUUID } from "node:crypto";

/** Thrown by a route; becomes the problem document of the contract. */
export class Refusal extends Error {
  constructor(status, code, title, detail, { fields = [], hints = [], retryAfter = null } = {}) {
    super(title);
    this.status = status;
    this.headers = retryAfter === null ? {} : { "Retry-After": String(retryAfter) };
    this.body = { code, title, detail, fields, hints, request_id: `req-${randomUUID().slice(0, 8)}`, help: `/help/${code}` };
  }
}

export const fieldRefusal = (code, path, detail) =>
  new Refusal(422, code, "Some of it cannot be used.", detail, { fields: [{ path, code, detail }] });
