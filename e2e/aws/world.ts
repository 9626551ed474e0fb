/** The simulator's ready file; sim/README.md describes it. */
export interface World {
  aws_endpoint: string;
  console_url: string;
  admin_url: string;
  region: string;
  server_role_arn: string;
  server_credentials: { access_key_id: string; secret_access_key: string; session_token: string };
  template_bucket: string;
  callback_topic: string;
  callback_queue: string;
  payer: string;
  linked: string[];
  standalone: string;
  stranger: string;
  organization_id: string;
}
