import { queryOptions } from "@tanstack/react-query";
import type { CommitmentInput } from "./types.ts";
import { api, call } from "./client.ts";

const path = (commitment_id: string) => ({ params: { path: { commitment_id } } });

/** Milliseconds for which a standing is taken as it is: it asks the bills. Live events say when they have changed before. */
const FRESH_MS = 60_000;

export const commitmentKeys = {
  all: ["commitments"] as const,
  list: ["commitments", "list"] as const,
  one: (id: string) => ["commitments", "one", id] as const,
  standing: (id: string) => ["commitments", "standing", id] as const,
};

/** The contracts of the workspace. */
export const commitments = queryOptions({
  queryKey: commitmentKeys.list,
  queryFn: ({ signal }) => call(api.GET("/commitments", { signal })),
});

export const commitment = (id: string) =>
  queryOptions({
    queryKey: commitmentKeys.one(id),
    queryFn: ({ signal }) => call(api.GET("/commitments/{commitment_id}", { ...path(id), signal })),
  });

/** How the bills compare with a contract. */
export const commitmentStanding = (id: string) =>
  queryOptions({
    queryKey: commitmentKeys.standing(id),
    queryFn: ({ signal }) => call(api.GET("/commitments/{commitment_id}/standing", { ...path(id), signal })),
    staleTime: FRESH_MS,
  });

export const addCommitment = (body: CommitmentInput) => call(api.POST("/commitments", { body }));

export const changeCommitment = (id: string, body: CommitmentInput) =>
  call(api.PUT("/commitments/{commitment_id}", { ...path(id), body }));

export const removeCommitment = (id: string) => call(api.DELETE("/commitments/{commitment_id}", path(id)));
