using System.Diagnostics;
using k8s;
using k8s.Models;

namespace JobInterview.Deploy.Tests;

/// <summary>What <c>kubectl kustomize</c> makes of an overlay, read strictly into the types of the Kubernetes API.</summary>
internal sealed class Manifests
{
    private static readonly Lazy<string> Production = new(() => Render("production"));

    private Manifests(IReadOnlyList<object> objects) => Objects = objects;

    public IReadOnlyList<object> Objects { get; }

    public IEnumerable<V1Deployment> Deployments => Objects.OfType<V1Deployment>();

    public IEnumerable<V1NetworkPolicy> NetworkPolicies => Objects.OfType<V1NetworkPolicy>();

    /// <summary>Every pod that runs, by the name of what makes it.</summary>
    public IEnumerable<(string Owner, IDictionary<string, string> Labels, V1PodSpec Spec)> Pods =>
        Objects.OfType<V1Deployment>().Select(d => (d.Metadata.Name, d.Spec.Template.Metadata.Labels, d.Spec.Template.Spec))
            .Concat(Objects.OfType<V1CronJob>().Select(j => (j.Metadata.Name, j.Spec.JobTemplate.Spec.Template.Metadata.Labels, j.Spec.JobTemplate.Spec.Template.Spec)));

    /// <summary>Where the checkout is: above <c>tests/deploy/bin/configuration/framework</c>.</summary>
    public static string Root { get; } = Path.GetFullPath("../../../../..", AppContext.BaseDirectory);

    public static string ProductionYaml => Production.Value;

    /// <summary>Throws where a field or a kind is not one of the API's.</summary>
    public static Manifests Read(string yaml) => new(KubernetesYaml.LoadAllFromString(yaml, strict: true));

    public static string Render(string overlay)
    {
        using var kubectl = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(Root, "deploy", "k8s", "overlays", overlay)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = kubectl.StandardError.ReadToEndAsync();
        var yaml = kubectl.StandardOutput.ReadToEnd();
        kubectl.WaitForExit();
        return kubectl.ExitCode == 0 ? yaml : throw new InvalidOperationException(said.Result);
    }
}
