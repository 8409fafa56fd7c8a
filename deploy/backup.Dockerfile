# docker build -f deploy/backup.Dockerfile -t jobinterview/backup .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Compiled beforehand: a process is there after three quarters of the time.
RUN dotnet publish silo -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o /app

# With a shell and PostgreSQL's own programs, which the processes that serve do without.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
ENTRYPOINT ["dotnet", "JobInterview.Silo.dll"]
