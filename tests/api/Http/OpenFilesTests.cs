using JobInterview.Api.Http;

namespace JobInterview.Api.Tests.Http;

public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 256L)]
    [InlineData("Max open files            1048576              1048576              files     ", 1_047_552L)]
    [InlineData("Max open files            1                    1                    files     ", 1L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max pending signals       1                    1                    signals   ", null)]
    public void Lines_of_callers_have_what_the_process_does_not_need_and_a_quarter_at_least(string row, long? lines) => Assert.Equal(lines, OpenFiles.Of(["Limit   Soft Limit   Hard Limit   Units", row]));
}
