using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class ContainerIdentityTests
{
    private const string Id = "3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860";

    [TestMethod]
    [DataRow("13:name=systemd:/docker/" + Id, Id)]
    [DataRow("11:perf_event:/kubepods/test/pod3d274242-8ee0-11e9-a8a6-1e68d864ef1a/" + Id, Id)]
    [DataRow("1:name=systemd:/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod2d3da189_6407.slice/cri-containerd-" + Id + ".scope", Id)]
    [DataRow("9:perf_event:/ecs/haissam-ecs-classic/5a0d5ceddf6c44c1928d367a815d890f/" + Id, Id)]
    [DataRow("1:name=systemd:/ecs/34dc0b5e626f2c5c4c5170e34b10e765-1234567890", "34dc0b5e626f2c5c4c5170e34b10e765-1234567890")]
    [DataRow("1:name=systemd:/system.slice/garden.service/garden/6f265890-5165-7fab-6b52-18d1", "6f265890-5165-7fab-6b52-18d1")]
    [DataRow("0::/user.slice/session-2.scope\n12:memory:/docker/" + Id + "\r\n", Id)]
    public void HeadersOf_CgroupNamesAContainer_SendsItsId(string cgroup, string expected)
    {
        var headers = ContainerIdentity.HeadersOf(cgroup, "", null);
        Assert.AreEqual($"Datadog-Container-ID={expected} Datadog-Entity-ID=ci-{expected}", string.Join(' ', headers.Select(h => h.Key + "=" + h.Value)));
    }

    [TestMethod]
    [DataRow("0::/", "")]
    [DataRow("", "")]
    [DataRow("0::/user.slice/user-1000.slice/session-2.scope", "22 21 0:4 / / rw - ext4 /dev/sda1 rw")]
    [DataRow("0::/", "1 2 0:3 /containerd/io.containerd.grpc.v1.cri/sandboxes/" + Id + "/hostname /etc/hostname rw")]
    public void HeadersOf_NoContainer_SendsNone(string cgroup, string mountInfo) => Assert.IsEmpty(ContainerIdentity.HeadersOf(cgroup, mountInfo, null));

    [TestMethod]
    public void HeadersOf_CgroupIsANamespaceOfItsOwn_FindsTheContainerInTheMounts()
    {
        var mounts = "608 554 0:42 / /proc rw - proc proc rw\n619 607 254:1 /docker/containers/" + Id + "/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw\n";
        Assert.AreEqual("ci-" + Id, ContainerIdentity.HeadersOf("0::/", mounts, "").Single(h => h.Key == "Datadog-Entity-ID").Value);
    }

    [TestMethod]
    public void HeadersOf_ExternalEnvironment_IsHandedOnUnlessItIsNoHeader()
    {
        Assert.AreEqual("it-false,cn-shop,pu-1", ContainerIdentity.HeadersOf("", "", " it-false,cn-shop,pu-1 ").Single(h => h.Key == "Datadog-External-Env").Value);
        Assert.IsEmpty(ContainerIdentity.HeadersOf("", "", "a\r\nx: y"));
    }
}
