# docker build -f deploy/api.Dockerfile -t jobinterview/api .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Compiled beforehand: a process is there after three quarters of the time.
RUN dotnet publish api -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o /app

# The chiseled image has no shell and no package manager; "extra" brings the cultures and time zones.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["dotnet", "JobInterview.Api.dll"]
