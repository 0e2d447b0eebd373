-- The two roles of the query service, for `psql` as a superuser in the database of the views:
--
--     psql -v projector_password=... -v queries_password=... -f deploy/postgres-roles.sql orderlog
--
-- The projector makes and fills the views and owns nothing else; queries only read them, also those that are made later.
create role orderlog_projector login nosuperuser nocreatedb nocreaterole noreplication password :'projector_password';
create role orderlog_queries login nosuperuser nocreatedb nocreaterole noreplication password :'queries_password';
alter role orderlog_queries set default_transaction_read_only = on;

-- Nobody has a right here because nobody thought of it.
do $$ begin execute format('revoke all on database %I from public', current_database()); end $$;
revoke all on schema public from public;

do $$ begin
    execute format('grant connect, create on database %I to orderlog_projector', current_database());
    execute format('grant connect on database %I to orderlog_queries', current_database());
end $$;
alter default privileges for role orderlog_projector grant usage on schemas to orderlog_queries;
alter default privileges for role orderlog_projector grant select on tables to orderlog_queries;
