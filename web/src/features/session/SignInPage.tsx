import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { session, setupState, signIn } from "../../api/session.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Front } from "./Front.tsx";
import { safeNext } from "./next.ts";

export function Component() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: setup } = useQuery(setupState);
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: async (view) => {
      client.setQueryData(session.queryKey, view);
      await navigate(safeNext(query.get("next")), { replace: true });
    },
  });
  return (
    <Front title="Sign in">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!entering.isPending) entering.mutate({ email: email.trim(), password });
        }}
      >
        <Container header={<Header variant="h1">Sign in</Header>}>
          <SpaceBetween size="l">
            <ProblemAlert error={entering.error} />
            <Form
              actions={
                <Button variant="primary" loading={entering.isPending} data-testid="sign-in-submit">
                  Sign in
                </Button>
              }
            >
              <SpaceBetween size="m">
                <FormField label="E-mail">
                  <Input
                    type="email"
                    inputMode="email"
                    autoComplete="username"
                    value={email}
                    onChange={({ detail }) => { setEmail(detail.value); }}
                    data-testid="sign-in-email"
                  />
                </FormField>
                <FormField label="Password">
                  <Input
                    type="password"
                    autoComplete="current-password"
                    value={password}
                    onChange={({ detail }) => { setPassword(detail.value); }}
                    data-testid="sign-in-password"
                  />
                </FormField>
              </SpaceBetween>
            </Form>
          </SpaceBetween>
        </Container>
      </form>
      {setup?.needed === true && (
        <Box color="text-body-secondary" data-testid="setup-needed">
          Nobody can sign in yet: this server has no operator. The server wrote a one-time link to its output when it
          started; open that link to become the first operator.
        </Box>
      )}
    </Front>
  );
}
