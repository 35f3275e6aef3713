-- The whole schema as PostgreSQL's catalogue tells it, for reading and for review.
-- Written by: npm run db -- schema. Do not edit; change it by a migration.

CREATE SEQUENCE ticket_numbers;
-- grant to interchange_app: usage

CREATE TABLE api_clients (
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  company_id text NOT NULL,
  scopes text[] NOT NULL,
  brand_ids text[],
  branch_ids text[],
  key_prefix text,
  key_hash bytea,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  origins text[] DEFAULT '{}'::text[] NOT NULL,
  oauth_client_id text,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT api_clients_key_prefix_key UNIQUE (key_prefix),
  CONSTRAINT api_clients_oauth_client_id_key UNIQUE (oauth_client_id),
  CONSTRAINT api_clients_pkey PRIMARY KEY (id),
  CONSTRAINT api_clients_kind_check CHECK ((kind = ANY (ARRAY['website'::text, 'mobile-app'::text, 'chatbot'::text, 'other'::text])))
);
-- grant to interchange_app: insert, select, update

CREATE TABLE api_keys (
  prefix text NOT NULL,
  client_id uuid NOT NULL,
  kind text NOT NULL,
  hash bytea NOT NULL,
  shown text,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  CONSTRAINT api_keys_pkey PRIMARY KEY (prefix),
  CONSTRAINT api_keys_client_id_fkey FOREIGN KEY (client_id) REFERENCES api_clients(id),
  CONSTRAINT api_keys_check CHECK (((kind = 'publishable'::text) = (shown IS NOT NULL))),
  CONSTRAINT api_keys_kind_check CHECK ((kind = ANY (ARRAY['secret'::text, 'publishable'::text])))
);
CREATE INDEX api_keys_of_client ON public.api_keys USING btree (client_id, created_at);
-- grant to interchange_app: insert, select, update

CREATE TABLE branch_moves (
  id uuid NOT NULL,
  branch_id text NOT NULL,
  from_company_id text NOT NULL,
  to_company_id text NOT NULL,
  found_at timestamp(3) with time zone NOT NULL,
  state text NOT NULL,
  decided_at timestamp(3) with time zone,
  decided_by text,
  CONSTRAINT branch_moves_pkey PRIMARY KEY (id),
  CONSTRAINT branch_moves_check CHECK (((state = 'waiting'::text) = (decided_at IS NULL))),
  CONSTRAINT branch_moves_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'dismissed'::text])))
);
CREATE UNIQUE INDEX branch_moves_waiting ON public.branch_moves USING btree (branch_id, from_company_id, to_company_id) WHERE (state = 'waiting'::text);
-- grant to interchange_app: insert, select, update

CREATE TABLE branches (
  id text NOT NULL,
  company_id text NOT NULL,
  city_id text NOT NULL,
  name jsonb NOT NULL,
  time_zone text NOT NULL,
  address jsonb,
  phone text,
  latitude double precision,
  longitude double precision,
  brand_ids text[] NOT NULL,
  department_ids text[] NOT NULL,
  service_ids text[] NOT NULL,
  working_periods jsonb NOT NULL,
  holidays jsonb NOT NULL,
  opened_on date,
  closed_on date,
  active boolean NOT NULL,
  CONSTRAINT branches_pkey PRIMARY KEY (id),
  CONSTRAINT branches_city_id_fkey FOREIGN KEY (city_id) REFERENCES cities(id),
  CONSTRAINT branches_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);
CREATE TRIGGER keep_closed_tickets AFTER UPDATE OF company_id ON public.branches FOR EACH ROW WHEN ((old.company_id IS DISTINCT FROM new.company_id)) EXECUTE FUNCTION keep_closed_tickets();
-- grant to interchange_app: insert, select, update

CREATE TABLE brands (
  id text NOT NULL,
  name jsonb NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT brands_pkey PRIMARY KEY (id)
);
-- grant to interchange_app: insert, select, update

CREATE TABLE cities (
  id text NOT NULL,
  region_id text NOT NULL,
  name jsonb NOT NULL,
  time_zone text,
  latitude double precision,
  longitude double precision,
  active boolean NOT NULL,
  CONSTRAINT cities_pkey PRIMARY KEY (id),
  CONSTRAINT cities_region_id_fkey FOREIGN KEY (region_id) REFERENCES regions(id)
);
-- grant to interchange_app: insert, select, update

CREATE TABLE companies (
  id text NOT NULL,
  kind text NOT NULL,
  name jsonb NOT NULL,
  parent_id text,
  active boolean NOT NULL,
  CONSTRAINT companies_pkey PRIMARY KEY (id),
  CONSTRAINT companies_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES companies(id),
  CONSTRAINT companies_kind_check CHECK ((kind = ANY (ARRAY['distributor'::text, 'dealer'::text, 'other'::text])))
);
CREATE UNIQUE INDEX companies_one_distributor ON public.companies USING btree (kind) WHERE ((kind = 'distributor'::text) AND active);
-- grant to interchange_app: insert, select, update

CREATE TABLE countries (
  id text NOT NULL,
  name jsonb NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT countries_pkey PRIMARY KEY (id)
);
-- grant to interchange_app: insert, select, update

CREATE TABLE customer_codes (
  session_hash bytea NOT NULL,
  code_hash bytea NOT NULL,
  tries integer NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT customer_codes_pkey PRIMARY KEY (session_hash)
);
CREATE INDEX customer_codes_age ON public.customer_codes USING btree (expires_at);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE customer_contacts (
  kind text NOT NULL,
  value text NOT NULL,
  customer_id uuid NOT NULL,
  verified_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT customer_contacts_pkey PRIMARY KEY (kind, value),
  CONSTRAINT customer_contacts_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  CONSTRAINT customer_contacts_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text])))
);
CREATE INDEX customer_contacts_of_customer ON public.customer_contacts USING btree (customer_id);
-- grant to interchange_app: insert, select
-- grant to interchange_app: update (verified_at)

CREATE TABLE customer_sessions (
  id_hash bytea NOT NULL,
  customer_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  last_seen_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT customer_sessions_pkey PRIMARY KEY (id_hash),
  CONSTRAINT customer_sessions_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id)
);
CREATE INDEX customer_sessions_last_seen ON public.customer_sessions USING btree (last_seen_at);
CREATE INDEX customer_sessions_of_customer ON public.customer_sessions USING btree (customer_id);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE customers (
  id uuid NOT NULL,
  language text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT customers_pkey PRIMARY KEY (id)
);
-- grant to interchange_app: insert, select
-- grant to interchange_app: update (language)

CREATE TABLE departments (
  id text NOT NULL,
  name jsonb NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT departments_pkey PRIMARY KEY (id)
);
-- grant to interchange_app: insert, select, update

CREATE TABLE directory_changes (
  serial bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  version integer NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  source text NOT NULL,
  kind text NOT NULL,
  id text NOT NULL,
  op text NOT NULL,
  fields text[] NOT NULL,
  CONSTRAINT directory_changes_pkey PRIMARY KEY (serial),
  CONSTRAINT directory_changes_op_check CHECK ((op = ANY (ARRAY['created'::text, 'changed'::text, 'deactivated'::text, 'activated'::text, 'moved'::text, 'renamed'::text])))
);
CREATE INDEX directory_changes_of_thing ON public.directory_changes USING btree (kind, id, serial DESC);
-- grant to interchange_app: delete, insert, select

CREATE TABLE directory_notices (
  id text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  CONSTRAINT directory_notices_pkey PRIMARY KEY (id)
);
CREATE INDEX directory_notices_age ON public.directory_notices USING btree (at);
-- grant to interchange_app: delete, insert, select

CREATE TABLE directory_proposals (
  hash text NOT NULL,
  source text NOT NULL,
  adapter text NOT NULL,
  state text NOT NULL,
  snapshot jsonb,
  mark jsonb,
  losses jsonb NOT NULL,
  proposed_at timestamp(3) with time zone NOT NULL,
  seen_at timestamp(3) with time zone NOT NULL,
  decided_at timestamp(3) with time zone,
  decided_by text,
  CONSTRAINT directory_proposals_pkey PRIMARY KEY (hash),
  CONSTRAINT directory_proposals_source_fkey FOREIGN KEY (source) REFERENCES directory_sources(source),
  CONSTRAINT directory_proposals_check CHECK (((state = 'waiting'::text) = (snapshot IS NOT NULL))),
  CONSTRAINT directory_proposals_check1 CHECK (((state = 'waiting'::text) = (decided_at IS NULL))),
  CONSTRAINT directory_proposals_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX directory_proposals_one_waiting ON public.directory_proposals USING btree (source) WHERE (state = 'waiting'::text);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE directory_sources (
  source text NOT NULL,
  adapter text,
  accepted jsonb,
  mark jsonb,
  accepted_at timestamp(3) with time zone,
  read_at timestamp(3) with time zone,
  last_error text,
  problems text[] DEFAULT '{}'::text[] NOT NULL,
  failing_since timestamp(3) with time zone,
  asked integer DEFAULT 0 NOT NULL,
  reader uuid,
  reading_until timestamp(3) with time zone,
  CONSTRAINT directory_sources_pkey PRIMARY KEY (source),
  CONSTRAINT directory_sources_check CHECK (((last_error IS NULL) = (failing_since IS NULL))),
  CONSTRAINT directory_sources_check1 CHECK (((reader IS NULL) = (reading_until IS NULL))),
  CONSTRAINT directory_sources_source_check CHECK ((source = ANY (ARRAY['feed'::text, 'file'::text, 'scim'::text])))
);
-- grant to interchange_app: select, update

CREATE TABLE directory_state (
  only_row boolean DEFAULT true NOT NULL,
  version integer NOT NULL,
  content_hash bytea,
  synced_at timestamp(3) with time zone,
  CONSTRAINT directory_state_pkey PRIMARY KEY (only_row),
  CONSTRAINT directory_state_only_row_check CHECK (only_row)
);
-- grant to interchange_app: select, update

CREATE TABLE events (
  serial bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  id uuid NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  sequence integer NOT NULL,
  type text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  actor_company_id text,
  audience text NOT NULL,
  companies text[] NOT NULL,
  data jsonb NOT NULL,
  previous_hash bytea,
  hash bytea NOT NULL,
  history boolean DEFAULT false NOT NULL,
  "position" bigint,
  CONSTRAINT events_id_key UNIQUE (id),
  CONSTRAINT events_position_key UNIQUE ("position"),
  CONSTRAINT events_subject_type_subject_id_sequence_key UNIQUE (subject_type, subject_id, sequence),
  CONSTRAINT events_pkey PRIMARY KEY (serial),
  CONSTRAINT events_audience_check CHECK ((audience = ANY (ARRAY['public'::text, 'network'::text, 'company'::text]))),
  CONSTRAINT events_sequence_check CHECK ((sequence > 0))
);
CREATE INDEX events_unsequenced ON public.events USING btree (serial) WHERE ("position" IS NULL);
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
CREATE POLICY made AS PERMISSIVE FOR INSERT TO interchange_app
  WITH CHECK (((subject_type <> 'ticket'::text) OR (( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (subject_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY placed AS PERMISSIVE FOR UPDATE TO interchange_relay
  USING (true)
  WITH CHECK (true);
CREATE POLICY relayed AS PERMISSIVE FOR SELECT TO interchange_relay
  USING (true);
CREATE POLICY seen AS PERMISSIVE FOR SELECT TO interchange_app
  USING (
CASE
    WHEN ((subject_type <> 'ticket'::text) OR (( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text)) THEN true
    ELSE ( SELECT
            CASE
                WHEN (events.audience = 'public'::text) THEN
                CASE ( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif")
                    WHEN 'client'::text THEN ((tickets.holder_company_id IS NULL) OR (( SELECT NULLIF(current_setting('interchange.distributor'::text, true), ''::text) AS "nullif") = 'on'::text) OR (tickets.holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif")) OR (tickets.holder_company_id = ( SELECT companies.id
                       FROM companies
                      WHERE ((companies.kind = 'distributor'::text) AND companies.active))))
                    WHEN 'link'::text THEN (tickets.link_version = ( SELECT (NULLIF(current_setting('interchange.link_version'::text, true), ''::text))::integer AS "nullif"))
                    ELSE true
                END
                ELSE ((( SELECT NULLIF(current_setting('interchange.internal'::text, true), ''::text) AS "nullif") = 'on'::text) AND (( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif") = ANY (events.companies)) AND (((( SELECT NULLIF(current_setting('interchange.network'::text, true), ''::text) AS "nullif") = 'on'::text) OR (tickets.holder_company_id = ANY (( SELECT (NULLIF(current_setting('interchange.company_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.holder_branch_id = ANY (( SELECT (NULLIF(current_setting('interchange.branch_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.holder_team_id = ANY (( SELECT (NULLIF(current_setting('interchange.team_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.assignee_id = ANY (( SELECT (NULLIF(current_setting('interchange.own_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR ((( SELECT (NULLIF(current_setting('interchange.brand_units'::text, true), ''::text))::jsonb AS "nullif") -> tickets.brand_id) ?| ARRAY['network'::text, ('company:'::text || tickets.holder_company_id), ('branch:'::text || tickets.holder_branch_id), ('team:'::text || tickets.holder_team_id), ('own:'::text || tickets.assignee_id)])) AND ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'staff'::text) OR (tickets.holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif")))))
            END AS "case"
       FROM tickets
      WHERE (tickets.id = events.subject_id))
END);
-- grant to interchange_app: insert, select
-- grant to interchange_relay: select
-- grant to interchange_relay: update ("position")

CREATE TABLE hand_offs (
  id uuid NOT NULL,
  serial bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  ticket_id uuid NOT NULL,
  from_assignment text,
  from_company_id text,
  from_branch_id text,
  from_team_id text,
  from_assignee_id text,
  to_assignment text NOT NULL,
  to_company_id text,
  to_branch_id text,
  to_team_id text,
  to_assignee_id text,
  at timestamp(3) with time zone NOT NULL,
  by_kind text NOT NULL,
  by_id text,
  by_company_id text,
  why_kind text NOT NULL,
  reason text,
  reason_companies text[] NOT NULL,
  first_viewed_at timestamp(3) with time zone,
  accepted_at timestamp(3) with time zone,
  returned_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  reason_code text,
  branch_move_id uuid,
  CONSTRAINT hand_offs_pkey PRIMARY KEY (id),
  CONSTRAINT hand_offs_branch_move_id_fkey FOREIGN KEY (branch_move_id) REFERENCES branch_moves(id),
  CONSTRAINT hand_offs_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT hand_offs_reason_code_check CHECK ((reason_code = ANY (ARRAY['branch-closed'::text, 'branch-moved'::text, 'team-dissolved'::text, 'team-moved'::text, 'company-left'::text, 'person-left'::text, 'branch-move-confirmed'::text]))),
  CONSTRAINT hand_offs_why_kind_check CHECK ((why_kind = ANY (ARRAY['rule'::text, 'person'::text, 'system'::text])))
);
CREATE INDEX hand_offs_of_branch_move ON public.hand_offs USING btree (branch_move_id) WHERE (branch_move_id IS NOT NULL);
CREATE INDEX hand_offs_of_company ON public.hand_offs USING btree (to_company_id, ended_at DESC, id DESC);
CREATE INDEX hand_offs_of_ticket ON public.hand_offs USING btree (ticket_id, serial);
ALTER TABLE hand_offs ENABLE ROW LEVEL SECURITY;
CREATE POLICY changed AS PERMISSIVE FOR UPDATE TO interchange_app
  USING (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (ticket_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))))
  WITH CHECK (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (ticket_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY made AS PERMISSIVE FOR INSERT TO interchange_app
  WITH CHECK (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (ticket_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY seen AS PERMISSIVE FOR SELECT TO interchange_app
  USING (
CASE
    WHEN ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (ticket_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))) THEN true
    ELSE ( SELECT
            CASE
                WHEN (((( SELECT NULLIF(current_setting('interchange.network'::text, true), ''::text) AS "nullif") = 'on'::text) OR (tickets.holder_company_id = ANY (( SELECT (NULLIF(current_setting('interchange.company_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.holder_branch_id = ANY (( SELECT (NULLIF(current_setting('interchange.branch_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.holder_team_id = ANY (( SELECT (NULLIF(current_setting('interchange.team_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.assignee_id = ANY (( SELECT (NULLIF(current_setting('interchange.own_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR ((( SELECT (NULLIF(current_setting('interchange.brand_units'::text, true), ''::text))::jsonb AS "nullif") -> tickets.brand_id) ?| ARRAY['network'::text, ('company:'::text || tickets.holder_company_id), ('branch:'::text || tickets.holder_branch_id), ('team:'::text || tickets.holder_team_id), ('own:'::text || tickets.assignee_id)])) AND ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'staff'::text) OR (tickets.holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif")))) THEN (((( SELECT NULLIF(current_setting('interchange.distributor'::text, true), ''::text) AS "nullif") = 'on'::text) AND (( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'staff'::text)) OR (( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif") = ANY (ARRAY[hand_offs.to_company_id, hand_offs.from_company_id])))
                ELSE ((hand_offs.to_company_id = tickets.holder_company_id) AND
                CASE ( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif")
                    WHEN 'client'::text THEN ((tickets.holder_company_id IS NULL) OR (( SELECT NULLIF(current_setting('interchange.distributor'::text, true), ''::text) AS "nullif") = 'on'::text) OR (tickets.holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif")) OR (tickets.holder_company_id = ( SELECT companies.id
                       FROM companies
                      WHERE ((companies.kind = 'distributor'::text) AND companies.active))))
                    WHEN 'link'::text THEN (tickets.link_version = ( SELECT (NULLIF(current_setting('interchange.link_version'::text, true), ''::text))::integer AS "nullif"))
                    ELSE true
                END)
            END AS "case"
       FROM tickets
      WHERE (tickets.id = hand_offs.ticket_id))
END);
-- grant to interchange_app: insert, select, update

CREATE TABLE idempotency_keys (
  caller text NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,
  status integer,
  subject_id text,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE mail_deliveries (
  event_id uuid NOT NULL,
  subscriber text NOT NULL,
  message_id text NOT NULL,
  recipient_hash bytea,
  state text NOT NULL,
  reason text,
  attempts integer DEFAULT 0 NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  accepted_at timestamp(3) with time zone,
  last_error text,
  CONSTRAINT mail_deliveries_pkey PRIMARY KEY (event_id, subscriber),
  CONSTRAINT mail_deliveries_check CHECK (((state = 'accepted'::text) = (accepted_at IS NOT NULL))),
  CONSTRAINT mail_deliveries_check1 CHECK (((state = 'skipped'::text) = (reason IS NOT NULL))),
  CONSTRAINT mail_deliveries_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'accepted'::text, 'failed'::text, 'skipped'::text])))
);
ALTER TABLE mail_deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY changed AS PERMISSIVE FOR UPDATE TO interchange_app
  USING ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text))
  WITH CHECK ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text));
CREATE POLICY made AS PERMISSIVE FOR INSERT TO interchange_app
  WITH CHECK ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text));
CREATE POLICY seen AS PERMISSIVE FOR SELECT TO interchange_app
  USING ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text));
-- grant to interchange_app: insert, select, update

CREATE TABLE messages (
  id uuid NOT NULL,
  serial bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  audience text NOT NULL,
  companies text[] NOT NULL,
  author_kind text NOT NULL,
  author_id text,
  author_company_id text,
  text text NOT NULL,
  channel text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  CONSTRAINT messages_pkey PRIMARY KEY (id),
  CONSTRAINT messages_audience_check CHECK ((audience = ANY (ARRAY['public'::text, 'network'::text, 'company'::text]))),
  CONSTRAINT messages_author_kind_check CHECK ((author_kind = ANY (ARRAY['customer'::text, 'staff'::text, 'client'::text, 'system'::text]))),
  CONSTRAINT messages_channel_check CHECK ((channel = 'portal'::text)),
  CONSTRAINT messages_check CHECK (((audience = 'public'::text) OR (cardinality(companies) > 0)))
);
CREATE INDEX messages_subject ON public.messages USING btree (subject_type, subject_id, serial);
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY made AS PERMISSIVE FOR INSERT TO interchange_app
  WITH CHECK (((subject_type <> 'ticket'::text) OR (( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (subject_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY seen AS PERMISSIVE FOR SELECT TO interchange_app
  USING (
CASE
    WHEN ((subject_type <> 'ticket'::text) OR (( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text)) THEN true
    ELSE ( SELECT
            CASE
                WHEN (messages.audience = 'public'::text) THEN
                CASE ( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif")
                    WHEN 'client'::text THEN ((tickets.holder_company_id IS NULL) OR (( SELECT NULLIF(current_setting('interchange.distributor'::text, true), ''::text) AS "nullif") = 'on'::text) OR (tickets.holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif")) OR (tickets.holder_company_id = ( SELECT companies.id
                       FROM companies
                      WHERE ((companies.kind = 'distributor'::text) AND companies.active))))
                    WHEN 'link'::text THEN (tickets.link_version = ( SELECT (NULLIF(current_setting('interchange.link_version'::text, true), ''::text))::integer AS "nullif"))
                    ELSE true
                END
                ELSE ((( SELECT NULLIF(current_setting('interchange.internal'::text, true), ''::text) AS "nullif") = 'on'::text) AND (( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif") = ANY (messages.companies)) AND (((( SELECT NULLIF(current_setting('interchange.network'::text, true), ''::text) AS "nullif") = 'on'::text) OR (tickets.holder_company_id = ANY (( SELECT (NULLIF(current_setting('interchange.company_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.holder_branch_id = ANY (( SELECT (NULLIF(current_setting('interchange.branch_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.holder_team_id = ANY (( SELECT (NULLIF(current_setting('interchange.team_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.assignee_id = ANY (( SELECT (NULLIF(current_setting('interchange.own_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR ((( SELECT (NULLIF(current_setting('interchange.brand_units'::text, true), ''::text))::jsonb AS "nullif") -> tickets.brand_id) ?| ARRAY['network'::text, ('company:'::text || tickets.holder_company_id), ('branch:'::text || tickets.holder_branch_id), ('team:'::text || tickets.holder_team_id), ('own:'::text || tickets.assignee_id)])) AND ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'staff'::text) OR (tickets.holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif")))))
            END AS "case"
       FROM tickets
      WHERE (tickets.id = messages.subject_id))
END);
-- grant to interchange_app: insert, select

CREATE UNLOGGED TABLE rate_limits (
  key character varying(255) NOT NULL,
  points integer DEFAULT 0 NOT NULL,
  expire bigint,
  CONSTRAINT rate_limits_pkey PRIMARY KEY (key)
);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE regions (
  id text NOT NULL,
  country_id text NOT NULL,
  name jsonb NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT regions_pkey PRIMARY KEY (id),
  CONSTRAINT regions_country_id_fkey FOREIGN KEY (country_id) REFERENCES countries(id)
);
-- grant to interchange_app: insert, select, update

CREATE TABLE schema_migrations (
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (name)
);
-- grant to interchange_app: select

CREATE TABLE scim_groups (
  id uuid NOT NULL,
  display_name text NOT NULL,
  display_name_key text NOT NULL,
  external_id text,
  created_at timestamp(3) with time zone NOT NULL,
  changed_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT scim_groups_display_name_key_key UNIQUE (display_name_key),
  CONSTRAINT scim_groups_pkey PRIMARY KEY (id)
);
CREATE INDEX scim_groups_external_id ON public.scim_groups USING btree (external_id);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE scim_members (
  group_id uuid NOT NULL,
  user_id uuid NOT NULL,
  CONSTRAINT scim_members_pkey PRIMARY KEY (group_id, user_id),
  CONSTRAINT scim_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES scim_groups(id) ON DELETE CASCADE,
  CONSTRAINT scim_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES scim_users(id) ON DELETE CASCADE
);
CREATE INDEX scim_members_of_user ON public.scim_members USING btree (user_id);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE scim_users (
  id uuid NOT NULL,
  person_id text NOT NULL,
  user_name text NOT NULL,
  user_name_key text NOT NULL,
  external_id text,
  active boolean NOT NULL,
  attributes jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  changed_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  CONSTRAINT scim_users_person_id_key UNIQUE (person_id),
  CONSTRAINT scim_users_pkey PRIMARY KEY (id),
  CONSTRAINT scim_users_check CHECK (((deleted_at IS NULL) OR ((NOT active) AND (attributes = '{}'::jsonb) AND (user_name = ''::text) AND (external_id IS NULL))))
);
CREATE INDEX scim_users_external_id ON public.scim_users USING btree (external_id) WHERE (deleted_at IS NULL);
CREATE INDEX scim_users_in_order ON public.scim_users USING btree (created_at, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX scim_users_user_name ON public.scim_users USING btree (user_name_key) WHERE (deleted_at IS NULL);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE scope_rows (
  user_id text NOT NULL,
  kind text NOT NULL,
  unit_id text,
  brand_id text,
  CONSTRAINT scope_rows_check CHECK (((unit_id IS NOT NULL) OR (kind = ANY (ARRAY['network'::text, 'own'::text])))),
  CONSTRAINT scope_rows_kind_check CHECK ((kind = ANY (ARRAY['network'::text, 'company'::text, 'branch'::text, 'team'::text, 'own'::text])))
);
CREATE INDEX scope_rows_unit ON public.scope_rows USING btree (kind, unit_id);
CREATE INDEX scope_rows_user ON public.scope_rows USING btree (user_id);
-- grant to interchange_app: delete, insert, select

CREATE TABLE security_log (
  id uuid NOT NULL,
  serial bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  type text NOT NULL,
  outcome text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  actor_company_id text,
  subject_type text,
  subject_id text,
  address text,
  detail jsonb NOT NULL,
  CONSTRAINT security_log_serial_key UNIQUE (serial),
  CONSTRAINT security_log_pkey PRIMARY KEY (id),
  CONSTRAINT security_log_check CHECK (((subject_type IS NULL) = (subject_id IS NULL))),
  CONSTRAINT security_log_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])))
);
CREATE INDEX security_log_age ON public.security_log USING btree (at);
CREATE INDEX security_log_of_actor ON public.security_log USING btree (actor_id, serial DESC) WHERE (actor_id IS NOT NULL);
CREATE INDEX security_log_of_type ON public.security_log USING btree (type, serial DESC);
-- grant to interchange_app: insert, select

CREATE TABLE services (
  id text NOT NULL,
  name jsonb NOT NULL,
  department_ids text[] NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT services_pkey PRIMARY KEY (id)
);
-- grant to interchange_app: insert, select, update

CREATE TABLE settings (
  name text NOT NULL,
  value jsonb NOT NULL,
  version integer NOT NULL,
  changed_at timestamp(3) with time zone NOT NULL,
  changed_by text,
  CONSTRAINT settings_pkey PRIMARY KEY (name),
  CONSTRAINT settings_version_check CHECK ((version > 0))
);
-- grant to interchange_app: insert, select, update

CREATE TABLE spent_values (
  purpose text NOT NULL,
  hash bytea NOT NULL,
  until timestamp(3) with time zone NOT NULL,
  CONSTRAINT spent_values_pkey PRIMARY KEY (purpose, hash)
);
CREATE INDEX spent_values_until ON public.spent_values USING btree (until);
-- grant to interchange_app: delete, insert, select

CREATE TABLE staff_sessions (
  id_hash bytea NOT NULL,
  user_id text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  last_seen_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  issuer text,
  subject text,
  idp_session text,
  authenticated_at timestamp(3) with time zone,
  methods text[] DEFAULT '{}'::text[] NOT NULL,
  device text,
  CONSTRAINT staff_sessions_pkey PRIMARY KEY (id_hash)
);
CREATE INDEX staff_sessions_at_issuer ON public.staff_sessions USING btree (issuer, subject);
CREATE UNIQUE INDEX staff_sessions_id ON public.staff_sessions USING btree (id);
CREATE INDEX staff_sessions_last_seen ON public.staff_sessions USING btree (last_seen_at);
CREATE INDEX staff_sessions_user ON public.staff_sessions USING btree (user_id);
-- grant to interchange_app: delete, insert, select, update

CREATE TABLE subscriber_cursors (
  subscriber text NOT NULL,
  "position" bigint NOT NULL,
  CONSTRAINT subscriber_cursors_pkey PRIMARY KEY (subscriber)
);
-- grant to interchange_app: insert, select, update
-- grant to interchange_relay: insert, select, update

CREATE TABLE teams (
  id text NOT NULL,
  company_id text NOT NULL,
  name jsonb NOT NULL,
  branch_ids text[] NOT NULL,
  tags text[] NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT teams_pkey PRIMARY KEY (id),
  CONSTRAINT teams_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);
CREATE TRIGGER keep_closed_tickets AFTER UPDATE OF company_id ON public.teams FOR EACH ROW WHEN ((old.company_id IS DISTINCT FROM new.company_id)) EXECUTE FUNCTION keep_closed_tickets();
-- grant to interchange_app: insert, select, update

CREATE TABLE ticket_requirements (
  ticket_id uuid NOT NULL,
  code text NOT NULL,
  met_at timestamp(3) with time zone,
  CONSTRAINT ticket_requirements_pkey PRIMARY KEY (ticket_id, code),
  CONSTRAINT ticket_requirements_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);
ALTER TABLE ticket_requirements ENABLE ROW LEVEL SECURITY;
CREATE POLICY changed AS PERMISSIVE FOR UPDATE TO interchange_app
  USING (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (ticket_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))))
  WITH CHECK (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (ticket_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY made AS PERMISSIVE FOR INSERT TO interchange_app
  WITH CHECK (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (ticket_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY seen AS PERMISSIVE FOR SELECT TO interchange_app
  USING (
CASE
    WHEN (( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) THEN true
    ELSE ( SELECT true
       FROM tickets
      WHERE (tickets.id = ticket_requirements.ticket_id))
END);
-- grant to interchange_app: insert, select, update

CREATE TABLE ticket_revisions (
  ticket_id uuid NOT NULL,
  version integer NOT NULL,
  details jsonb NOT NULL,
  companies text[] NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  CONSTRAINT ticket_revisions_pkey PRIMARY KEY (ticket_id, version),
  CONSTRAINT ticket_revisions_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);
ALTER TABLE ticket_revisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY made AS PERMISSIVE FOR INSERT TO interchange_app
  WITH CHECK (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (ticket_id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY seen AS PERMISSIVE FOR SELECT TO interchange_app
  USING (
CASE
    WHEN (( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) THEN true
    ELSE ((( SELECT NULLIF(current_setting('interchange.internal'::text, true), ''::text) AS "nullif") = 'on'::text) AND (( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif") = ANY (companies)) AND ( SELECT (((( SELECT NULLIF(current_setting('interchange.network'::text, true), ''::text) AS "nullif") = 'on'::text) OR (tickets.holder_company_id = ANY (( SELECT (NULLIF(current_setting('interchange.company_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.holder_branch_id = ANY (( SELECT (NULLIF(current_setting('interchange.branch_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.holder_team_id = ANY (( SELECT (NULLIF(current_setting('interchange.team_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (tickets.assignee_id = ANY (( SELECT (NULLIF(current_setting('interchange.own_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR ((( SELECT (NULLIF(current_setting('interchange.brand_units'::text, true), ''::text))::jsonb AS "nullif") -> tickets.brand_id) ?| ARRAY['network'::text, ('company:'::text || tickets.holder_company_id), ('branch:'::text || tickets.holder_branch_id), ('team:'::text || tickets.holder_team_id), ('own:'::text || tickets.assignee_id)])) AND ((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'staff'::text) OR (tickets.holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif"))))
       FROM tickets
      WHERE (tickets.id = ticket_revisions.ticket_id)))
END);
-- grant to interchange_app: insert, select

CREATE TABLE ticket_search (
  ticket_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  words tsvector NOT NULL,
  scope text[] NOT NULL,
  CONSTRAINT ticket_search_pkey PRIMARY KEY (ticket_id),
  CONSTRAINT ticket_search_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id) ON DELETE CASCADE
);
CREATE INDEX ticket_search_found ON public.ticket_search USING gin (words, scope) WITH (fastupdate='on', gin_pending_list_limit='512');
ALTER TABLE ticket_search ENABLE ROW LEVEL SECURITY;

CREATE TABLE tickets (
  id uuid NOT NULL,
  number text NOT NULL,
  type text NOT NULL,
  details jsonb NOT NULL,
  details_version integer NOT NULL,
  status text NOT NULL,
  status_category text NOT NULL,
  closing_code text,
  hold jsonb,
  priority text NOT NULL,
  tags jsonb NOT NULL,
  assignment text NOT NULL,
  holder_company_id text,
  holder_branch_id text,
  holder_team_id text,
  assignee_id text,
  hand_off_id uuid NOT NULL,
  holder_viewed_at timestamp(3) with time zone,
  holder_accepted_at timestamp(3) with time zone,
  requester_kind text NOT NULL,
  requester_name text NOT NULL,
  requester_phone text,
  requester_email text,
  requester_user_id text,
  requester_company_id text,
  created_by_kind text NOT NULL,
  created_by_user_id text,
  created_by_client_id uuid,
  created_by_company_id text,
  source text NOT NULL,
  source_client jsonb,
  brand_id text,
  city_id text,
  requested_company_id text,
  requested_branch_id text,
  language text NOT NULL,
  attribution jsonb,
  external_reference text,
  test boolean NOT NULL,
  routing jsonb NOT NULL,
  link_version integer DEFAULT 1 NOT NULL,
  link_oldest_version integer DEFAULT 1 NOT NULL,
  version integer NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  public_updated_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  first_assigned_at timestamp(3) with time zone,
  first_viewed_at timestamp(3) with time zone,
  first_response_at timestamp(3) with time zone,
  last_customer_message_at timestamp(3) with time zone,
  pending_since timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  reopened_count integer DEFAULT 0 NOT NULL,
  customer_id uuid,
  customer_link text,
  created_by_customer_id uuid,
  CONSTRAINT tickets_number_key UNIQUE (number),
  CONSTRAINT tickets_pkey PRIMARY KEY (id),
  CONSTRAINT assignment_shape CHECK (
CASE assignment
    WHEN 'unassigned'::text THEN (num_nonnulls(holder_company_id, holder_branch_id, holder_team_id, assignee_id) = 0)
    WHEN 'dealer'::text THEN ((holder_company_id IS NOT NULL) AND (num_nonnulls(holder_branch_id, holder_team_id) = 0))
    WHEN 'branch'::text THEN ((num_nonnulls(holder_company_id, holder_branch_id) = 2) AND (holder_team_id IS NULL))
    WHEN 'team'::text THEN (num_nonnulls(holder_company_id, holder_team_id) = 2)
    ELSE NULL::boolean
END),
  CONSTRAINT closed_shape CHECK (((status_category = 'closed'::text) = ((closed_at IS NOT NULL) AND (closing_code IS NOT NULL)))),
  CONSTRAINT customer_link_shape CHECK (((customer_id IS NULL) = (customer_link IS NULL))),
  CONSTRAINT tickets_assignment_check CHECK ((assignment = ANY (ARRAY['unassigned'::text, 'dealer'::text, 'branch'::text, 'team'::text]))),
  CONSTRAINT tickets_created_by_kind_check CHECK ((created_by_kind = ANY (ARRAY['customer'::text, 'staff'::text, 'client'::text]))),
  CONSTRAINT tickets_customer_link_check CHECK ((customer_link = ANY (ARRAY['verified'::text, 'email'::text, 'phone'::text]))),
  CONSTRAINT tickets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  CONSTRAINT tickets_requester_kind_check CHECK ((requester_kind = ANY (ARRAY['customer'::text, 'staff'::text]))),
  CONSTRAINT tickets_source_check CHECK ((source = ANY (ARRAY['web-portal'::text, 'api'::text]))),
  CONSTRAINT tickets_status_category_check CHECK ((status_category = ANY (ARRAY['new'::text, 'active'::text, 'paused'::text, 'waiting'::text, 'closed'::text])))
);
CREATE INDEX tickets_changed ON public.tickets USING btree (updated_at DESC, id DESC);
CREATE INDEX tickets_made_by_customer ON public.tickets USING btree (created_by_customer_id, created_at DESC, id DESC) WHERE (created_by_customer_id IS NOT NULL);
CREATE INDEX tickets_newest ON public.tickets USING btree (created_at DESC, id DESC);
CREATE INDEX tickets_of_assignee ON public.tickets USING btree (assignee_id, created_at DESC, id DESC);
CREATE INDEX tickets_of_branch ON public.tickets USING btree (holder_branch_id, created_at DESC, id DESC);
CREATE INDEX tickets_of_client ON public.tickets USING btree (created_by_client_id, created_at DESC, id DESC) WHERE (created_by_client_id IS NOT NULL);
CREATE INDEX tickets_of_company ON public.tickets USING btree (holder_company_id, created_at DESC, id DESC);
CREATE INDEX tickets_of_customer ON public.tickets USING btree (customer_id, created_at DESC, id DESC) WHERE (customer_link = ANY (ARRAY['verified'::text, 'email'::text]));
CREATE INDEX tickets_of_requester_company ON public.tickets USING btree (requester_company_id, created_at DESC, id DESC) WHERE (requester_company_id IS NOT NULL);
CREATE INDEX tickets_of_team ON public.tickets USING btree (holder_team_id, created_at DESC, id DESC);
CREATE INDEX tickets_open_holders ON public.tickets USING btree (holder_company_id, holder_branch_id, holder_team_id, assignee_id, assignment) WHERE ((closed_at IS NULL) AND (assignment <> 'unassigned'::text));
CREATE INDEX tickets_open_of_assignee ON public.tickets USING btree (assignee_id, created_at DESC, id DESC) WHERE ((closed_at IS NULL) AND (assignee_id IS NOT NULL));
CREATE INDEX tickets_open_of_branch ON public.tickets USING btree (holder_branch_id, created_at DESC, id DESC) WHERE ((closed_at IS NULL) AND (holder_branch_id IS NOT NULL));
CREATE INDEX tickets_open_of_company ON public.tickets USING btree (holder_company_id, created_at DESC, id DESC) WHERE ((closed_at IS NULL) AND (holder_company_id IS NOT NULL));
CREATE INDEX tickets_open_of_team ON public.tickets USING btree (holder_team_id, created_at DESC, id DESC) WHERE ((closed_at IS NULL) AND (holder_team_id IS NOT NULL));
CREATE INDEX tickets_open_of_type ON public.tickets USING btree (type, created_at DESC, id DESC) WHERE (closed_at IS NULL);
CREATE INDEX tickets_unassigned ON public.tickets USING btree (created_at DESC, id DESC) WHERE ((assignment = 'unassigned'::text) AND (closed_at IS NULL));
CREATE INDEX tickets_without_customer ON public.tickets USING btree (requester_email) WHERE ((customer_id IS NULL) AND (requester_kind = 'customer'::text) AND (requester_email IS NOT NULL));
ALTER TABLE tickets ENABLE ROW LEVEL SECURITY;
CREATE POLICY changed AS PERMISSIVE FOR UPDATE TO interchange_app
  USING ((NULLIF((
CASE ( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif")
    WHEN 'system'::text THEN true
    WHEN 'staff'::text THEN ((( SELECT NULLIF(current_setting('interchange.network'::text, true), ''::text) AS "nullif") = 'on'::text) OR (holder_company_id = ANY (( SELECT (NULLIF(current_setting('interchange.company_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (holder_branch_id = ANY (( SELECT (NULLIF(current_setting('interchange.branch_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (holder_team_id = ANY (( SELECT (NULLIF(current_setting('interchange.team_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (assignee_id = ANY (( SELECT (NULLIF(current_setting('interchange.own_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR ((( SELECT (NULLIF(current_setting('interchange.brand_units'::text, true), ''::text))::jsonb AS "nullif") -> brand_id) ?| ARRAY['network'::text, ('company:'::text || holder_company_id), ('branch:'::text || holder_branch_id), ('team:'::text || holder_team_id), ('own:'::text || assignee_id)]) OR (requester_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif")))
    WHEN 'client'::text THEN ((((( SELECT NULLIF(current_setting('interchange.network'::text, true), ''::text) AS "nullif") = 'on'::text) OR (holder_company_id = ANY (( SELECT (NULLIF(current_setting('interchange.company_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (holder_branch_id = ANY (( SELECT (NULLIF(current_setting('interchange.branch_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (holder_team_id = ANY (( SELECT (NULLIF(current_setting('interchange.team_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (assignee_id = ANY (( SELECT (NULLIF(current_setting('interchange.own_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR ((( SELECT (NULLIF(current_setting('interchange.brand_units'::text, true), ''::text))::jsonb AS "nullif") -> brand_id) ?| ARRAY['network'::text, ('company:'::text || holder_company_id), ('branch:'::text || holder_branch_id), ('team:'::text || holder_team_id), ('own:'::text || assignee_id)])) AND (holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif"))) OR (created_by_client_id = ( SELECT (NULLIF(current_setting('interchange.client'::text, true), ''::text))::uuid AS "nullif")))
    WHEN 'link'::text THEN ((id = ( SELECT (NULLIF(current_setting('interchange.ticket'::text, true), ''::text))::uuid AS "nullif")) AND ((( SELECT (NULLIF(current_setting('interchange.link_version'::text, true), ''::text))::integer AS "nullif") >= link_oldest_version) AND (( SELECT (NULLIF(current_setting('interchange.link_version'::text, true), ''::text))::integer AS "nullif") <= link_version)) AND ((closed_at IS NULL) OR (closed_at > ( SELECT (NULLIF(current_setting('interchange.closed_after'::text, true), ''::text))::timestamp with time zone AS "nullif"))))
    WHEN 'customer'::text THEN (((customer_id = ( SELECT (NULLIF(current_setting('interchange.customer'::text, true), ''::text))::uuid AS "nullif")) AND (customer_link = ANY (ARRAY['verified'::text, 'email'::text]))) OR (created_by_customer_id = ( SELECT (NULLIF(current_setting('interchange.customer'::text, true), ''::text))::uuid AS "nullif")))
    ELSE false
END OR (id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))), false) IS NOT NULL))
  WITH CHECK (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY made AS PERMISSIVE FOR INSERT TO interchange_app
  WITH CHECK (((( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif") = 'system'::text) OR (id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY seen AS PERMISSIVE FOR SELECT TO interchange_app
  USING ((NULLIF((
CASE ( SELECT NULLIF(current_setting('interchange.actor'::text, true), ''::text) AS "nullif")
    WHEN 'system'::text THEN true
    WHEN 'staff'::text THEN ((( SELECT NULLIF(current_setting('interchange.network'::text, true), ''::text) AS "nullif") = 'on'::text) OR (holder_company_id = ANY (( SELECT (NULLIF(current_setting('interchange.company_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (holder_branch_id = ANY (( SELECT (NULLIF(current_setting('interchange.branch_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (holder_team_id = ANY (( SELECT (NULLIF(current_setting('interchange.team_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (assignee_id = ANY (( SELECT (NULLIF(current_setting('interchange.own_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR ((( SELECT (NULLIF(current_setting('interchange.brand_units'::text, true), ''::text))::jsonb AS "nullif") -> brand_id) ?| ARRAY['network'::text, ('company:'::text || holder_company_id), ('branch:'::text || holder_branch_id), ('team:'::text || holder_team_id), ('own:'::text || assignee_id)]) OR (requester_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif")))
    WHEN 'client'::text THEN ((((( SELECT NULLIF(current_setting('interchange.network'::text, true), ''::text) AS "nullif") = 'on'::text) OR (holder_company_id = ANY (( SELECT (NULLIF(current_setting('interchange.company_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (holder_branch_id = ANY (( SELECT (NULLIF(current_setting('interchange.branch_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (holder_team_id = ANY (( SELECT (NULLIF(current_setting('interchange.team_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR (assignee_id = ANY (( SELECT (NULLIF(current_setting('interchange.own_units'::text, true), ''::text))::text[] AS "nullif")::text[])) OR ((( SELECT (NULLIF(current_setting('interchange.brand_units'::text, true), ''::text))::jsonb AS "nullif") -> brand_id) ?| ARRAY['network'::text, ('company:'::text || holder_company_id), ('branch:'::text || holder_branch_id), ('team:'::text || holder_team_id), ('own:'::text || assignee_id)])) AND (holder_company_id = ( SELECT NULLIF(current_setting('interchange.company'::text, true), ''::text) AS "nullif"))) OR (created_by_client_id = ( SELECT (NULLIF(current_setting('interchange.client'::text, true), ''::text))::uuid AS "nullif")))
    WHEN 'link'::text THEN ((id = ( SELECT (NULLIF(current_setting('interchange.ticket'::text, true), ''::text))::uuid AS "nullif")) AND ((( SELECT (NULLIF(current_setting('interchange.link_version'::text, true), ''::text))::integer AS "nullif") >= link_oldest_version) AND (( SELECT (NULLIF(current_setting('interchange.link_version'::text, true), ''::text))::integer AS "nullif") <= link_version)) AND ((closed_at IS NULL) OR (closed_at > ( SELECT (NULLIF(current_setting('interchange.closed_after'::text, true), ''::text))::timestamp with time zone AS "nullif"))))
    WHEN 'customer'::text THEN (((customer_id = ( SELECT (NULLIF(current_setting('interchange.customer'::text, true), ''::text))::uuid AS "nullif")) AND (customer_link = ANY (ARRAY['verified'::text, 'email'::text]))) OR (created_by_customer_id = ( SELECT (NULLIF(current_setting('interchange.customer'::text, true), ''::text))::uuid AS "nullif")))
    ELSE false
END OR (id = ( SELECT (NULLIF(current_setting('interchange.admitted'::text, true), ''::text))::uuid AS "nullif"))), false) IS NOT NULL));
CREATE TRIGGER keep_ticket_scope AFTER UPDATE OF type, assignment, holder_company_id, holder_branch_id, holder_team_id, assignee_id, brand_id, requester_company_id, created_by_client_id, closed_at ON public.tickets FOR EACH ROW EXECUTE FUNCTION keep_ticket_scope();
-- grant to interchange_app: insert, select, update

CREATE TABLE users (
  id text NOT NULL,
  name jsonb NOT NULL,
  email text,
  phone text,
  language text NOT NULL,
  company_id text NOT NULL,
  branch_id text,
  team_ids text[] NOT NULL,
  roles text[] NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches(id),
  CONSTRAINT users_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);
CREATE TRIGGER keep_closed_tickets AFTER UPDATE OF company_id ON public.users FOR EACH ROW WHEN ((old.company_id IS DISTINCT FROM new.company_id)) EXECUTE FUNCTION keep_closed_tickets();
-- grant to interchange_app: insert, select, update

CREATE TABLE vehicle_catalogue_state (
  only_row boolean DEFAULT true NOT NULL,
  version integer NOT NULL,
  CONSTRAINT vehicle_catalogue_state_pkey PRIMARY KEY (only_row),
  CONSTRAINT vehicle_catalogue_state_only_row_check CHECK (only_row)
);
-- grant to interchange_app: select, update

CREATE TABLE vehicle_models (
  id text NOT NULL,
  brand_id text NOT NULL,
  name jsonb NOT NULL,
  grades text[] NOT NULL,
  years integer[] NOT NULL,
  body_type text NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT vehicle_models_pkey PRIMARY KEY (id)
);
-- grant to interchange_app: insert, select, update

CREATE OR REPLACE FUNCTION public.enter_act(who text, who_user text, who_client text, who_customer text, link_ticket text, link_version integer, link_closed_after text, client_scopes text[] DEFAULT NULL::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  person text;
  company text;
  distributor boolean;
  internal boolean;
  seen record;
  by_brand jsonb;
  client record;
begin
  if who = 'staff' then
    select u.id, u.company_id, c.kind = 'distributor', true into person, company, distributor, internal
      from public.users u join public.companies c on c.id = u.company_id
      where u.id = who_user and u.active and c.active;
    select coalesce(bool_or(kind = 'network' and brand_id is null), false) as network,
        array_agg(unit_id) filter (where kind = 'company' and brand_id is null) as company_units,
        array_agg(unit_id) filter (where kind = 'branch' and brand_id is null) as branch_units,
        array_agg(unit_id) filter (where kind = 'team' and brand_id is null) as team_units,
        array_agg(user_id) filter (where kind = 'own' and brand_id is null) as own_units,
        count(brand_id) > 0 as branded
      into seen from public.scope_rows where user_id = person;
    if seen.branded then
      select jsonb_object_agg(brand_id, units) into by_brand from (
        select brand_id, jsonb_agg(case kind when 'network' then 'network' when 'own' then 'own:' || user_id
          else kind || ':' || unit_id end) as units
        from public.scope_rows where user_id = person and brand_id is not null group by brand_id) as of_brand;
    end if;
    perform set_config('interchange.user', coalesce(person, ''), true),
      set_config('interchange.network', case when seen.network then 'on' else '' end, true),
      set_config('interchange.company_units', coalesce(seen.company_units::text, ''), true),
      set_config('interchange.branch_units', coalesce(seen.branch_units::text, ''), true),
      set_config('interchange.team_units', coalesce(seen.team_units::text, ''), true),
      set_config('interchange.own_units', coalesce(seen.own_units::text, ''), true),
      set_config('interchange.brand_units', coalesce(by_brand::text, ''), true);
  else
    -- An act within another's transaction must not see with the other's eyes.
    perform set_config('interchange.' || name, '', true) from unnest(array['user', 'network', 'company_units',
      'branch_units', 'team_units', 'own_units', 'brand_units']) as name;
    if who = 'client' then
      select k.company_id, c.kind = 'distributor' as distributor, k.brand_ids, k.branch_ids,
          array['tickets.read.unit'] <@ k.scopes and array['tickets.read.unit'] <@ client_scopes
            and k.revoked_at is null as reads_unit,
          array['messages.internal'] <@ k.scopes and array['messages.internal'] <@ client_scopes as reads_notes
        into client
        from public.api_clients k join public.companies c on c.id = k.company_id
        where k.id = who_client::uuid and c.active;
      company := client.company_id;
      distributor := client.distributor;
      if client.reads_unit then
        internal := client.reads_notes;
        -- As server/modules/access/client-scope-rows.ts says.
        if client.brand_ids is null then
          perform set_config(case when client.branch_ids is null then 'interchange.company_units'
              else 'interchange.branch_units' end,
            coalesce(client.branch_ids, array[company])::text, true);
        else
          select jsonb_object_agg(brand, case when client.branch_ids is null then jsonb_build_array('company:' || company)
              else (select coalesce(jsonb_agg('branch:' || branch), '[]') from unnest(client.branch_ids) as branch) end)
            into by_brand from unnest(client.brand_ids) as brand;
          perform set_config('interchange.brand_units', coalesce(by_brand::text, ''), true);
        end if;
      end if;
    end if;
  end if;
  perform set_config('interchange.actor', coalesce(who, ''), true),
    set_config('interchange.company', coalesce(company, ''), true),
    set_config('interchange.distributor', case when distributor then 'on' else '' end, true),
    set_config('interchange.internal', case when internal then 'on' else '' end, true),
    set_config('interchange.client', coalesce(who_client, ''), true),
    set_config('interchange.customer', coalesce(who_customer, ''), true),
    set_config('interchange.ticket', coalesce(link_ticket, ''), true),
    set_config('interchange.link_version', coalesce(link_version::text, ''), true),
    set_config('interchange.closed_after', coalesce(link_closed_after, ''), true),
    set_config('interchange.admitted', '', true);
end $function$;
-- grant to interchange_app: execute

CREATE OR REPLACE FUNCTION public.find_tickets(with_reference tsquery, without_reference tsquery, number_only tsquery, filters jsonb, filter_scope text[], descending boolean, after_at timestamp with time zone, after_id uuid, most integer)
 RETURNS TABLE(id uuid, created_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET work_mem TO '32MB'
 SET jit TO 'off'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
declare
  direction text := case when descending then 'desc' else 'asc' end;
  beyond text := case when descending then '<' else '>' end;
  kinds text[];
  units text[];
  brands text[];
  lexemes text[];
  everything boolean;
  walks text;
  steps integer;
  ids uuid[];
  times timestamptz[];
  walked_all boolean;
begin
  select array_agg(kind), array_agg(unit), array_agg(brand),
      array_agg(case kind when 'network' then 'brand:' || brand else kind || ':' || unit end),
      coalesce(bool_or(kind = 'network' and brand is null), false)
    from (
      select 'network' as kind, null as unit, null as brand
        where (select nullif(current_setting('interchange.network', true), '')) = 'on' or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
      union all select 'company', unnest((select nullif(current_setting('interchange.company_units', true), ''))::text[]), null
      union all select 'branch', unnest((select nullif(current_setting('interchange.branch_units', true), ''))::text[]), null
      union all select 'team', unnest((select nullif(current_setting('interchange.team_units', true), ''))::text[]), null
      union all select 'own', unnest((select nullif(current_setting('interchange.own_units', true), ''))::text[]), null
      union all select split_part(u, ':', 1), nullif(substr(u, strpos(u || ':', ':') + 1), ''), b.key
        from jsonb_each((select nullif(current_setting('interchange.brand_units', true), ''))::jsonb) b, jsonb_array_elements_text(b.value) u
      union all select 'asks', (select nullif(current_setting('interchange.company', true), '')), null
        where (select nullif(current_setting('interchange.actor', true), '')) = 'staff' and not (filters ? 'whole')
      union all select 'client', (select nullif(current_setting('interchange.client', true), '')), null
        where (select nullif(current_setting('interchange.actor', true), '')) = 'client' and not (filters ? 'whole')
    ) as ways where unit is not null or kind = 'network' into kinds, units, brands, lexemes, everything;
  if kinds is null then
    return;
  end if;
  -- Only the walks of the ways that there are: planning the others costs as much as walking.
  select format(string_agg(walk, ' union all '), direction, beyond) into walks from (values
    ('network', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'network' and  (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('company', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'company' and holder_company_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('branch', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'branch' and holder_branch_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('team', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'team' and holder_team_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('own', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'own' and assignee_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('asks', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'asks' and requester_company_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('client', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'client' and created_by_client_id = w.unit::uuid and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$)
  ) as known (kind, walk) where kind = any (kinds);
  foreach steps in array array[1000, 10000] loop
    execute format($walk$with ways as materialized (select * from unnest($10, $11, $12) as way (kind, unit, brand)),
  walked as materialized (
    select id, created_at from (%3$s) as all_walked order by created_at %1$s, id %1$s limit $9
  ),
  told as (
    select distinct walked.id, walked.created_at from walked
    join tickets on tickets.id = walked.id join ticket_search on ticket_id = walked.id
    where (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'system' then true
    when 'staff' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) or tickets.requester_company_id = (select nullif(current_setting('interchange.company', true), ''))
    when 'client' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) and tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid))
      and (not $1 ? 'whole' or (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))))
      and (not $1 ? 'type' or type = any (array(select jsonb_array_elements_text($1 -> 'type'))))
      and (not $1 ? 'status' or status = any (array(select jsonb_array_elements_text($1 -> 'status'))))
      and (not $1 ? 'category' or status_category = any (array(select jsonb_array_elements_text($1 -> 'category'))))
      and (not $1 ? 'assignment' or assignment = any (array(select jsonb_array_elements_text($1 -> 'assignment'))))
      and (not $1 ? 'brandId' or brand_id = $1 ->> 'brandId')
      and (not $1 ? 'source' or source = $1 ->> 'source')
      and (not $1 ? 'externalReference' or external_reference = $1 ->> 'externalReference' and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)))
      and (not $1 ? 'updatedAfter' or ($1 ->> 'updatedAfter')::timestamptz
        < case when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) then updated_at else public_updated_at end)
      and words @@ case (select nullif(current_setting('interchange.actor', true), ''))
        when 'staff' then case when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        when 'client' then case when ((case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end)) is not true then $8 when (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        else $6 end
  )
  select coalesce(array_agg(id order by created_at %1$s, id %1$s), '{}'),
    coalesce(array_agg(created_at order by created_at %1$s, id %1$s), '{}'), (select count(*) < $9 from walked)
  from (select id, created_at from told order by created_at %1$s, id %1$s limit $4) as page$walk$, direction, beyond, walks) into ids, times, walked_all
      using filters, after_at, after_id, most, null, with_reference, without_reference, number_only, steps,
        kinds, units, brands;
    exit when walked_all or cardinality(ids) = most or cardinality(ids) * 10 < most
      or not everything or filter_scope <> '{}';
  end loop;
  if cardinality(ids) < most and not walked_all then
    execute format($look_up$with looked_up as materialized (
    select ticket_id, created_at from ticket_search
    where words @@ $6 %3$s and ($2 is null or (created_at, ticket_id) %2$s ($2, $3))
  )
  select coalesce(array_agg(id order by created_at %1$s, id %1$s), '{}'),
    coalesce(array_agg(created_at order by created_at %1$s, id %1$s), '{}') from (
    select found.id, l.created_at
    from (select * from looked_up order by created_at %1$s, ticket_id %1$s) l, lateral (
      select tickets.id from tickets join ticket_search on ticket_search.ticket_id = tickets.id
      where tickets.id = l.ticket_id
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or tickets.created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or tickets.created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (tickets.created_at, tickets.id) %2$s ($2, $3))
        and (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'system' then true
    when 'staff' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) or tickets.requester_company_id = (select nullif(current_setting('interchange.company', true), ''))
    when 'client' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) and tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid))
      and (not $1 ? 'whole' or (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))))
      and (not $1 ? 'type' or type = any (array(select jsonb_array_elements_text($1 -> 'type'))))
      and (not $1 ? 'status' or status = any (array(select jsonb_array_elements_text($1 -> 'status'))))
      and (not $1 ? 'category' or status_category = any (array(select jsonb_array_elements_text($1 -> 'category'))))
      and (not $1 ? 'assignment' or assignment = any (array(select jsonb_array_elements_text($1 -> 'assignment'))))
      and (not $1 ? 'brandId' or brand_id = $1 ->> 'brandId')
      and (not $1 ? 'source' or source = $1 ->> 'source')
      and (not $1 ? 'externalReference' or external_reference = $1 ->> 'externalReference' and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)))
      and (not $1 ? 'updatedAfter' or ($1 ->> 'updatedAfter')::timestamptz
        < case when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) then updated_at else public_updated_at end)
      and words @@ case (select nullif(current_setting('interchange.actor', true), ''))
        when 'staff' then case when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        when 'client' then case when ((case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end)) is not true then $8 when (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        else $6 end
    ) found
    order by l.created_at %1$s, l.ticket_id %1$s limit $4
  ) as page$look_up$, direction, beyond,
        case when everything then '' else 'and scope && $5 ' end
        || case when filter_scope = '{}' then '' else 'and scope @> $9' end) into ids, times
      using filters, after_at, after_id, most, lexemes, with_reference, without_reference, number_only, filter_scope;
  end if;
  return query select * from unnest(ids, times);
end $function$;
-- grant to interchange_app: execute

CREATE OR REPLACE FUNCTION public.forget_security_log(older_than timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  with gone as (
    delete from public.security_log
    where at < least(older_than, now() - interval '30 days')
    returning 1
  )
  select count(*) from gone
$function$;
-- grant to interchange_app: execute

CREATE OR REPLACE FUNCTION public.keep_closed_tickets()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'users' then
    update tickets t set assignee_id = null
      where t.assignee_id = new.id and t.closed_at is not null and t.holder_company_id is distinct from new.company_id;
  elsif tg_table_name = 'teams' then
    update tickets t set
        assignment = case when c.kind = 'dealer' then 'dealer' else 'unassigned' end,
        holder_company_id = case when c.kind = 'dealer' then c.id end,
        holder_branch_id = null, holder_team_id = null, assignee_id = null
      from companies c
      where t.holder_team_id = new.id and t.closed_at is not null
        and c.id = t.holder_company_id and c.id <> new.company_id;
  else
    -- A team keeps what it closed for the branch; only the branch's name goes from it.
    update tickets t set holder_branch_id = null
      where t.holder_branch_id = new.id and t.assignment = 'team' and t.closed_at is not null
        and t.holder_company_id <> new.company_id;
    update tickets t set
        assignment = case when c.kind = 'dealer' then 'dealer' else 'unassigned' end,
        holder_company_id = case when c.kind = 'dealer' then c.id end,
        holder_branch_id = null, assignee_id = null
      from companies c
      where t.holder_branch_id = new.id and t.assignment = 'branch' and t.closed_at is not null
        and c.id = t.holder_company_id and c.id <> new.company_id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_ticket_scope()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update ticket_search s set scope = ticket_scope(new) where s.ticket_id = new.id and s.scope <> ticket_scope(new);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.last_event_of(of_type text, of_id uuid)
 RETURNS TABLE(sequence integer, hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select e.sequence, e.hash from events e
  where e.subject_type = of_type and e.subject_id = of_id
    and (of_type <> 'ticket' or current_setting('interchange.actor', true) = 'system'
      or of_id::text = current_setting('interchange.admitted', true))
  order by e.sequence desc limit 1
$function$;
-- grant to interchange_app: execute

CREATE OR REPLACE FUNCTION public.left_company(most integer, before_at timestamp with time zone, before_id uuid)
 RETURNS TABLE(id uuid, number text, type text, received_at timestamp with time zone, left_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with own as (
    select current_setting('interchange.company', true) as company
    where current_setting('interchange.actor', true) = 'staff'
      and current_setting('interchange.company', true) <> ''
      and (current_setting('interchange.network', true) = 'on' or current_setting('interchange.company', true)
        = any (nullif(current_setting('interchange.company_units', true), '')::text[]))
  )
  select last.id, t.number, t.type, (select first.at from hand_offs first
      where first.ticket_id = last.ticket_id and first.serial <= last.serial
        and first.to_company_id = own.company and first.from_company_id is distinct from own.company
      order by first.serial desc limit 1), last.ended_at
  from own
  join hand_offs last on last.to_company_id = own.company and last.ended_at is not null
  join tickets t on t.id = last.ticket_id
  join lateral (select to_company_id from hand_offs
    where ticket_id = last.ticket_id and serial > last.serial order by serial limit 1) next
    on next.to_company_id is distinct from own.company
  where before_at is null or (last.ended_at, last.id) < (before_at, before_id)
  order by last.ended_at desc, last.id desc
  limit most
$function$;
-- grant to interchange_app: execute

CREATE OR REPLACE FUNCTION public.link_facts(of_id uuid)
 RETURNS TABLE(id uuid, number text, link_version integer, link_oldest_version integer, closed_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select t.id, t.number, t.link_version, t.link_oldest_version, t.closed_at from tickets t where t.id = of_id
$function$;
-- grant to interchange_app: execute

CREATE OR REPLACE FUNCTION public.present_act()
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_object_agg('interchange.' || name, coalesce(current_setting('interchange.' || name, true), ''))
  from unnest(array['actor', 'user', 'company', 'distributor', 'internal', 'network', 'company_units', 'branch_units',
    'team_units', 'own_units', 'brand_units', 'client', 'customer', 'ticket', 'link_version', 'closed_after',
    'admitted']) as name
$function$;
-- grant to interchange_app: execute

CREATE OR REPLACE FUNCTION public.ticket_scope(ticket tickets)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array_remove(array[
    'company:' || ticket.holder_company_id, 'branch:' || ticket.holder_branch_id, 'team:' || ticket.holder_team_id,
    'own:' || ticket.assignee_id, 'brand:' || ticket.brand_id, 'asks:' || ticket.requester_company_id,
    'client:' || ticket.created_by_client_id, 'type:' || ticket.type,
    case when ticket.closed_at is null then 'open' end,
    case when ticket.assignment = 'unassigned' then 'unassigned' end], null)
$function$;

CREATE OR REPLACE FUNCTION public.tickets_without_words(after_id uuid, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select t.id from tickets t
  where current_setting('interchange.actor', true) = 'system' and (after_id is null or t.id > after_id)
    and not exists (select from ticket_search s where s.ticket_id = t.id)
  order by t.id limit most
$function$;
-- grant to interchange_app: execute

CREATE OR REPLACE FUNCTION public.write_ticket_words(ids uuid[], words text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  insert into ticket_search as s (ticket_id, created_at, words, scope)
  select t.id, t.created_at, given.words::tsvector, ticket_scope(t)
  from unnest(ids, words) as given (id, words) join tickets t on t.id = given.id
  where current_setting('interchange.actor', true) = 'system'
    or t.id::text = current_setting('interchange.admitted', true)
  on conflict (ticket_id) do update set words = excluded.words where s.words is distinct from excluded.words
$function$;
-- grant to interchange_app: execute
