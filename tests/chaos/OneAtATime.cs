using Xunit.Sdk;
using Xunit.v3;

// Each test has processes of its own that it starves of something: two at once would starve each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
