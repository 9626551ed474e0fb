import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import { session, setUp, setupState } from "../../api/session.ts";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { Front } from "./Front.tsx";
import { type SetupForm, SetupFields } from "./SetupFields.tsx";

const EMPTY: SetupForm = { email: "", password: "", repeated: "", workspace: "" };

/** Where a one-time link leads: the first operator's, or an invitation. The link is the part after `#`. */
export function Component() {
  const link = useLocation().hash.slice(1);
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: setup, isPending } = useQuery(setupState);
  const [form, setForm] = useState(EMPTY);
  const [mismatch, setMismatch] = useState(false);
  const settingUp = useMutation({
    mutationFn: setUp,
    onSuccess: async (view) => {
      client.setQueryData(session.queryKey, view);
      await navigate("/accounts", { replace: true });
    },
  });
  const first = setup?.needed === true;
  const failure = settingUp.error === null ? null : failureOf(settingUp.error);
  const banner = bannerOf(failure, ["email", "password", "workspace"]);

  const submit = () => {
    const differs = form.password !== form.repeated;
    setMismatch(differs);
    if (differs || settingUp.isPending || link === "") return;
    settingUp.mutate({
      link,
      password: form.password,
      ...(first ? { email: form.email.trim(), workspace: form.workspace.trim() } : {}),
    });
  };

  // Until it is known which of the two it is, neither is said.
  if (isPending) return <Front title="Set up"><Loading what="what the link is for" /></Front>;
  return (
    <Front title="Set up">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Container
          header={
            <Header
              variant="h1"
              description={
                first
                  ? "You become this server's first operator. The link works once."
                  : "You were invited to a workspace. The link works once."
              }
            >
              {first ? "Set up Landfast" : "Accept the invitation"}
            </Header>
          }
        >
          <SpaceBetween size="l">
            {link === "" && (
              <Alert type="warning" header="The link is not complete" data-testid="setup-no-link">
                A one-time link ends in # and a long code. Copy all of it, to the end of the line. If you have an account
                already, <RouteLink to="/sign-in">sign in</RouteLink>.
              </Alert>
            )}
            {banner !== null && <ProblemAlert error={settingUp.error} />}
            <Form
              actions={
                <Button variant="primary" loading={settingUp.isPending} disabled={link === ""} data-testid="setup-submit">
                  {first ? "Set up and sign in" : "Accept and sign in"}
                </Button>
              }
            >
              <SetupFields
                form={form}
                onChange={setForm}
                first={first}
                errorOf={(field) => fieldError(failure, field)}
                mismatch={mismatch}
              />
            </Form>
          </SpaceBetween>
        </Container>
      </form>
    </Front>
  );
}
