import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client.ts";
import type { SetupRequest, SignInRequest } from "./types.ts";

/** Who is signed in, and in which workspace. */
export const session = queryOptions({
  queryKey: ["session"] as const,
  queryFn: ({ signal }) => call(api.GET("/session", { signal })),
  staleTime: 60_000,
  retry: false,
});

export const setupState = queryOptions({
  queryKey: ["setup"] as const,
  queryFn: ({ signal }) => call(api.GET("/setup", { signal })),
});

export const health = queryOptions({
  queryKey: ["health"] as const,
  queryFn: ({ signal }) => call(api.GET("/health", { signal })),
  staleTime: Infinity,
});

export const signIn = (body: SignInRequest) => call(api.POST("/session", { body }));

export const signOut = () => call(api.DELETE("/session"));

export const setUp = (body: SetupRequest) => call(api.POST("/setup", { body }));

export const createWorkspace = (name: string) => call(api.POST("/workspaces", { body: { name } }));
