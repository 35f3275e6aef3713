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
  key_prefix text NOT NULL,
  key_hash bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  CONSTRAINT api_clients_key_prefix_key UNIQUE (key_prefix),
  CONSTRAINT api_clients_pkey PRIMARY KEY (id),
  CONSTRAINT api_clients_kind_check CHECK ((kind = ANY (ARRAY['website'::text, 'mobile-app'::text, 'chatbot'::text, 'other'::text])))
);
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

CREATE TABLE departments (
  id text NOT NULL,
  name jsonb NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT departments_pkey PRIMARY KEY (id)
);
-- grant to interchange_app: insert, select, update

CREATE TABLE directory_state (
  only_row boolean DEFAULT true NOT NULL,
  version integer NOT NULL,
  content_hash bytea,
  feed_etag text,
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
  CONSTRAINT hand_offs_pkey PRIMARY KEY (id),
  CONSTRAINT hand_offs_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT hand_offs_why_kind_check CHECK ((why_kind = ANY (ARRAY['rule'::text, 'person'::text, 'system'::text])))
);
CREATE INDEX hand_offs_of_company ON public.hand_offs USING btree (to_company_id, ended_at DESC, id DESC);
CREATE INDEX hand_offs_of_ticket ON public.hand_offs USING btree (ticket_id, serial);
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

CREATE TABLE services (
  id text NOT NULL,
  name jsonb NOT NULL,
  department_ids text[] NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT services_pkey PRIMARY KEY (id)
);
-- grant to interchange_app: insert, select, update

CREATE TABLE staff_sessions (
  id_hash bytea NOT NULL,
  user_id text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  last_seen_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT staff_sessions_pkey PRIMARY KEY (id_hash)
);
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
-- grant to interchange_app: insert, select, update

CREATE TABLE ticket_requirements (
  ticket_id uuid NOT NULL,
  code text NOT NULL,
  met_at timestamp(3) with time zone,
  CONSTRAINT ticket_requirements_pkey PRIMARY KEY (ticket_id, code),
  CONSTRAINT ticket_requirements_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);
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
-- grant to interchange_app: insert, select

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
  CONSTRAINT tickets_assignment_check CHECK ((assignment = ANY (ARRAY['unassigned'::text, 'dealer'::text, 'branch'::text, 'team'::text]))),
  CONSTRAINT tickets_created_by_kind_check CHECK ((created_by_kind = ANY (ARRAY['customer'::text, 'staff'::text, 'client'::text]))),
  CONSTRAINT tickets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  CONSTRAINT tickets_requester_kind_check CHECK ((requester_kind = ANY (ARRAY['customer'::text, 'staff'::text]))),
  CONSTRAINT tickets_source_check CHECK ((source = ANY (ARRAY['web-portal'::text, 'api'::text]))),
  CONSTRAINT tickets_status_category_check CHECK ((status_category = ANY (ARRAY['new'::text, 'active'::text, 'paused'::text, 'waiting'::text, 'closed'::text])))
);
CREATE INDEX tickets_newest ON public.tickets USING btree (created_at DESC, id DESC);
CREATE INDEX tickets_of_assignee ON public.tickets USING btree (assignee_id, created_at DESC, id DESC);
CREATE INDEX tickets_of_branch ON public.tickets USING btree (holder_branch_id, created_at DESC, id DESC);
CREATE INDEX tickets_of_client ON public.tickets USING btree (created_by_client_id, created_at DESC, id DESC) WHERE (created_by_client_id IS NOT NULL);
CREATE INDEX tickets_of_company ON public.tickets USING btree (holder_company_id, created_at DESC, id DESC);
CREATE INDEX tickets_of_requester_company ON public.tickets USING btree (requester_company_id, created_at DESC, id DESC) WHERE (requester_company_id IS NOT NULL);
CREATE INDEX tickets_of_team ON public.tickets USING btree (holder_team_id, created_at DESC, id DESC);
CREATE INDEX tickets_open_of_type ON public.tickets USING btree (type, created_at DESC, id DESC) WHERE (closed_at IS NULL);
CREATE INDEX tickets_unassigned ON public.tickets USING btree (created_at DESC, id DESC) WHERE ((assignment = 'unassigned'::text) AND (closed_at IS NULL));
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
