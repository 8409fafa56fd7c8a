using System.Text.RegularExpressions;
using k8s.Models;

namespace JobInterview.Deploy.Tests;

/// <summary>What every pod of ours keeps to, beyond what the API accepts; each break is named.</summary>
internal static partial class PodRules
{
    public static IEnumerable<string> BreaksOf(Manifests manifests) =>
        manifests.Pods.SelectMany(pod => BreaksOf(pod.Spec).Select(rule => $"{pod.Owner}: {rule}"))
            .Concat(manifests.Deployments.SelectMany(d => BreaksOf(d, manifests).Select(rule => $"{d.Metadata.Name}: {rule}")))
            .Concat(manifests.Objects.OfType<V1Secret>().Select(secret => $"{secret.Metadata.Name}: secret in the repository"))
            .Concat(manifests.Objects.OfType<V1ConfigMap>().SelectMany(map => map.Data.Where(setting => IsSecret(setting.Key) && !IsFile(setting.Value)).Select(setting => setting.Key).Select(key => $"{map.Metadata.Name}: plain secret {key}")))
            .Concat(manifests.NetworkPolicies.Any(IsDenyAll) ? [] : ["network: what is not named is allowed"]);

    private static IEnumerable<string> BreaksOf(V1PodSpec pod)
    {
        if (pod.AutomountServiceAccountToken is not false)
        {
            yield return "token mounted";
        }

        if (pod.SecurityContext is not { RunAsNonRoot: true, RunAsUser: > 0, SeccompProfile.Type: "RuntimeDefault" })
        {
            yield return "root";
        }

        foreach (var container in pod.Containers.Concat(pod.InitContainers ?? []))
        {
            if (container.SecurityContext is not { AllowPrivilegeEscalation: false, ReadOnlyRootFilesystem: true, Capabilities.Drop: ["ALL"] })
            {
                yield return "not locked";
            }

            if (!Tag().IsMatch(container.Image))
            {
                yield return "image without version";
            }

            if (container.Resources is not { Requests: { } requests, Limits: { } limits } || !requests.ContainsKey("cpu") || !requests.ContainsKey("memory") || !limits.ContainsKey("memory"))
            {
                yield return "resources unnamed";
            }
            else if (limits.ContainsKey("cpu"))
            {
                yield return "processor limited";             // throttled membership probes look like a dead silo
            }

            foreach (var variable in (container.Env ?? []).Where(variable => IsSecret(variable.Name) && variable.ValueFrom?.SecretKeyRef is null))
            {
                yield return $"plain secret {variable.Name}";
            }
        }
    }

    private static IEnumerable<string> BreaksOf(V1Deployment deployment, Manifests manifests)
    {
        foreach (var container in deployment.Spec.Template.Spec.Containers)
        {
            if (container is not { StartupProbe: not null, ReadinessProbe: not null, LivenessProbe: not null })
            {
                yield return "probe missing";
            }

            if (container.LivenessProbe?.HttpGet?.Path == container.ReadinessProbe?.HttpGet?.Path)
            {
                yield return "restarted when not ready";      // a lost database would restart every process
            }
        }

        if (deployment.Spec.Strategy?.RollingUpdate?.MaxUnavailable?.Value != "0")
        {
            yield return "fewer while rolling";
        }

        if (!manifests.Objects.OfType<V1PodDisruptionBudget>().Any(budget => Selects(budget.Spec.Selector, deployment)))
        {
            yield return "no disruption budget";
        }

        var scaler = manifests.Objects.OfType<V2HorizontalPodAutoscaler>().SingleOrDefault(scaler => scaler.Spec.ScaleTargetRef is { Kind: "Deployment" } target && target.Name == deployment.Metadata.Name);
        if (scaler is null)
        {
            yield return "not scaled";
        }
        else if (scaler.Spec.MinReplicas is null or < 2)
        {
            yield return "alone";
        }

        if (deployment.Spec.Replicas is not null)
        {
            yield return "scaled by hand";                    // each time it is applied, whatever the load
        }

        if (!manifests.NetworkPolicies.Any(policy => policy.Spec.PolicyTypes.Contains("Ingress") && policy.Spec.PodSelector.MatchLabels?.Count > 0 && Selects(policy.Spec.PodSelector, deployment)))
        {
            yield return "no network policy";
        }
    }

    private static bool Selects(V1LabelSelector selector, V1Deployment deployment) =>
        selector.MatchLabels.All(label => deployment.Spec.Template.Metadata.Labels.Contains(label));

    private static bool IsDenyAll(V1NetworkPolicy policy) =>
        policy.Spec is { PodSelector.MatchLabels: null or { Count: 0 }, Ingress: null, Egress: null } && policy.Spec.PolicyTypes.Order().SequenceEqual(["Egress", "Ingress"]);

    private static bool IsSecret(string name) => SecretName().IsMatch(name);

    // Where a mounted secret lies is none; a key in base64 has no dot.
    private static bool IsFile(string value) => value is ['/', ..] && value.Contains('.', StringComparison.Ordinal);

    [GeneratedRegex("(Key|Password|Secret|Root)$|^ConnectionStrings__")]
    private static partial Regex SecretName();

    [GeneratedRegex(":[0-9][^:]*$|@sha256:[0-9a-f]{64}$")]
    private static partial Regex Tag();
}
