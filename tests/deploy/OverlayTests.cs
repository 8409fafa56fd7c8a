using JobInterview.Silo.Hosting;
using k8s.Models;

namespace JobInterview.Deploy.Tests;

public sealed partial class OverlayTests
{
    private readonly Manifests _production = Manifests.Read(Manifests.ProductionYaml);

    [Fact]
    public void It_renders_and_every_field_is_one_of_the_API()
    {
        Assert.Equal(["api", "silo"], _production.Deployments.Select(d => d.Metadata.Name).Order());
        Assert.All(_production.Objects.OfType<k8s.IKubernetesObject<V1ObjectMeta>>().Where(o => o is not V1Namespace), o => Assert.Equal("jobinterview", o.Metadata.NamespaceProperty));
    }

    [Fact]
    public void Every_pod_keeps_to_the_rules() => Assert.Empty(PodRules.BreaksOf(_production));

    [Fact]
    public void Staging_keeps_to_them_too_and_shares_no_name_and_no_store_with_production()
    {
        var staging = Manifests.Read(Manifests.Render("staging"));
        var (tried, runs) = (SettingsOf(staging), SettingsOf(_production));

        Assert.Empty(PodRules.BreaksOf(staging));
        Assert.All(staging.Objects.OfType<k8s.IKubernetesObject<V1ObjectMeta>>(), o => Assert.Equal("jobinterview-staging", o is V1Namespace ? o.Metadata.Name : o.Metadata.NamespaceProperty));
        Assert.All(["PublicUrl", "Cluster__Id", "Blobs__S3__Bucket"], name => Assert.NotEqual(runs[name], tried[name]));
        Assert.Empty(HostsOf(staging).Intersect(HostsOf(_production)));
    }

    [Theory]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: false", "root")]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "not locked")]
    [InlineData("- ALL", "- NET_RAW", "not locked")]
    [InlineData("automountServiceAccountToken: false\n      containers:", "automountServiceAccountToken: true\n      containers:", "token mounted")]
    [InlineData("jobinterview/silo:1.0.0", "jobinterview/silo:latest", "image without version")]
    [InlineData("          limits:\n            memory: 2Gi", "          limits:\n            cpu: \"1\"\n            memory: 2Gi", "processor limited")]
    [InlineData("          limits:\n            memory: 2Gi\n", "", "resources unnamed")]
    [InlineData("        startupProbe:\n          failureThreshold: 180\n          httpGet:\n            path: /health/ready\n            port: health\n          periodSeconds: 5\n          timeoutSeconds: 2\n", "", "probe missing")]
    [InlineData("path: /health/live", "path: /health/ready", "restarted when not ready")]
    [InlineData("  minReplicas: 3", "  minReplicas: 1", "alone")]
    [InlineData("  minReadySeconds: 10", "  minReadySeconds: 10\n  replicas: 3", "scaled by hand")]
    [InlineData("maxUnavailable: 0", "maxUnavailable: 1", "fewer while rolling")]
    [InlineData("  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: silo", "  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: nobody", "no disruption budget")]
    [InlineData("  Smtp__Host: smtp.example.com", "  Smtp__Password: swordfish", "plain secret Smtp__Password")]
    [InlineData("        - name: Keys__Root\n          valueFrom:\n            secretKeyRef:\n              key: root-key\n              name: jobinterview", "        - name: Keys__Root\n          value: swordfish", "plain secret Keys__Root")]
    [InlineData("  podSelector: {}\n  policyTypes:\n  - Ingress\n  - Egress", "  podSelector: {}\n  policyTypes:\n  - Ingress", "what is not named is allowed")]
    public void A_broken_rule_is_seen(string whole, string broken, string rule)
    {
        var yaml = Manifests.ProductionYaml.Replace(whole, broken, StringComparison.Ordinal);

        Assert.NotEqual(Manifests.ProductionYaml, yaml);
        Assert.Contains(PodRules.BreaksOf(Manifests.Read(yaml)), found => found.Contains(rule, StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_that_the_API_does_not_know_is_refused() =>
        Assert.ThrowsAny<Exception>(() => Manifests.Read(Manifests.ProductionYaml.Replace("readinessProbe:", "readynessProbe:", StringComparison.Ordinal)));

    [Fact]
    public void Every_setting_is_one_that_the_program_has()
    {
        var documented = File.ReadAllText(Path.Combine(Manifests.Root, "docs", "settings.md"));
        var settings = _production.Objects.OfType<V1ConfigMap>().SelectMany(map => map.Data.Keys)
            .Concat(_production.Pods.SelectMany(pod => pod.Spec.Containers).SelectMany(container => container.Env ?? []).Select(variable => variable.Name))
            .Where(name => !name.StartsWith("DOTNET_", StringComparison.Ordinal) && !name.StartsWith("OTEL_", StringComparison.Ordinal))
            .Distinct();

        Assert.DoesNotContain(settings, name => !IsIn(documented, name));
    }

    [Fact]
    public void A_silo_has_longer_to_go_than_its_host_takes()
    {
        var silo = _production.Deployments.Single(d => d.Metadata.Name == "silo");

        Assert.True(silo.Spec.Template.Spec.TerminationGracePeriodSeconds > SiloHosting.HandOver.TotalSeconds);
    }

    [Fact]
    public void Every_process_of_the_cluster_shows_its_certificate()
    {
        var settings = SettingsOf(_production);

        Assert.All(_production.Deployments.Select(deployment => deployment.Spec.Template.Spec), pod =>
        {
            var files = pod.Volumes.Single(volume => volume.Secret?.SecretName == "jobinterview-cluster");
            var mount = pod.Containers.Single().VolumeMounts.Single(mount => mount.Name == files.Name);
            Assert.True(mount.ReadOnlyProperty);
            Assert.All(["Certificate", "Key", "Authority"], file => Assert.StartsWith(mount.MountPath, settings[$"Silo__Tls__{file}"], StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Only_ports_that_a_container_opens_are_let_in()
    {
        foreach (var (policy, pod) in from policy in _production.NetworkPolicies
                                      from pod in _production.Pods
                                      where policy.Spec.Ingress is not null && policy.Spec.PodSelector.MatchLabels.All(pod.Labels.Contains)
                                      select (policy, pod))
        {
            var opened = pod.Spec.Containers.SelectMany(container => container.Ports).Select(port => $"{port.ContainerPort}");
            Assert.Empty(policy.Spec.Ingress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value).Except(opened));
        }
    }

    [Theory]
    [InlineData("api", "JobInterview.Api.dll")]
    [InlineData("silo", "JobInterview.Silo.dll")]
    public void Each_process_has_an_image_that_runs_it_without_a_shell_and_not_as_root(string process, string program)
    {
        var lines = File.ReadAllLines(Path.Combine(Manifests.Root, "deploy", $"{process}.Dockerfile"));

        Assert.Contains($"RUN dotnet publish {process} -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o /app", lines);
        Assert.Contains("chiseled", lines.Last(line => line.StartsWith("FROM", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.True(Array.IndexOf(lines, "USER $APP_UID") > Array.FindLastIndex(lines, line => line.StartsWith("FROM", StringComparison.Ordinal)));
        Assert.Equal($"ENTRYPOINT [\"dotnet\", \"{program}\"]", lines[^1]);
        Assert.True(File.Exists(Path.Combine(Manifests.Root, process, Path.ChangeExtension(program, ".csproj"))));
    }

    [Fact]
    public void A_backup_of_the_keys_is_gone_within_a_day()
    {
        var backup = _production.Objects.OfType<V1CronJob>().Single();
        var script = backup.Spec.JobTemplate.Spec.Template.Spec.Containers.Single().Command[^1];
        var (minutes, hours) = (int.Parse(Digits().Match(script[script.IndexOf("-mmin +", StringComparison.Ordinal)..]).Value, null), int.Parse(Digits().Match(backup.Spec.Schedule.Split(' ')[1]).Value, null));

        Assert.True(minutes + (hours * 60) < 24 * 60, "what the next run deletes is older than a day by then");
        Assert.Contains("/keys", script, StringComparison.Ordinal);
    }

    private static IDictionary<string, string> SettingsOf(Manifests manifests) => manifests.Objects.OfType<V1ConfigMap>().Single(map => map.Data.ContainsKey("Cluster__Id")).Data;

    private static IEnumerable<string> HostsOf(Manifests manifests) =>
        manifests.Objects.OfType<V1Ingress>().SelectMany(ingress => ingress.Spec.Rules.Select(rule => rule.Host).Concat(ingress.Spec.Tls.SelectMany(tls => tls.Hosts)));

    [System.Text.RegularExpressions.GeneratedRegex("[0-9]+")]
    private static partial System.Text.RegularExpressions.Regex Digits();

    // The page writes `Smtp__Host`, `__Port`: what follows a section belongs to it.
    private static bool IsIn(string documented, string name)
    {
        var at = name.LastIndexOf("__", StringComparison.Ordinal);
        return at < 0 ? documented.Contains($"`{name}`", StringComparison.Ordinal)
            : documented.Split('\n').Any(line => line.Contains($"`{name}`", StringComparison.Ordinal)
                || (line.Contains($"`{name[..at]}__", StringComparison.Ordinal) && line.Contains($"`{name[at..]}`", StringComparison.Ordinal)));
    }
}
