using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

public sealed class NamingACampaignTests
{
    private readonly InventedPost post = new(11);

    [Fact]
    public void Two_people_make_no_campaign_and_three_do()
    {
        var letters = post.Copies(post.Body(), 3);

        new Grouped(letters.Take(2)).CampaignOf(letters[0]).ShouldBeNull();
        new Grouped(letters).CampaignOf(letters[0]).ShouldNotBeNull();
    }

    [Fact]
    public void One_person_who_writes_three_times_is_no_campaign()
    {
        var letter = post.From(post.Body());
        var letters = new[] { letter, letter with { Subject = "Again" }, letter
            with { From = letter.From.ToUpperInvariant() } };

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(sent => grouped.CampaignOf(sent) == null);
    }

    [Fact]
    public void Letters_that_came_before_the_campaign_was_known_belong_to_it()
    {
        var letters = post.Copies(post.Body(), 12);

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(letters[0]));
        grouped.Grouper.AtArrival(0).State.ShouldBe(LetterState.Alone);
    }

    [Fact]
    public void Two_campaigns_stay_two()
    {
        var (harbour, school) = (post.Copies(post.Body(), 6), post.Copies(post.Body(), 6));

        var grouped = new Grouped(post.Shuffle(harbour.Concat(school)));

        grouped.CampaignOf(harbour[0]).ShouldNotBe(grouped.CampaignOf(school[0]));
    }

    [Fact]
    public void Identical_letters_of_nine_words_from_three_people_are_a_campaign()
    {
        var letters = post.Copies("Please save the old lido from the diggers now.", 3);

        new Grouped(letters).CampaignOf(letters[2]).ShouldNotBeNull();
    }

    [Fact]
    public void Nine_words_with_one_of_them_changed_are_not()
    {
        var letters = new[] { "lido", "mill", "weir" }.Select(
            what => post.From($"Please save the old {what} from the diggers now.")).ToList();

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == null);
    }

    [Fact]
    public void Five_words_are_left_alone_however_many_send_them()
    {
        var letters = post.Copies("Please ban the night ferry.", 5);

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped[letter].State == LetterState.Short);
    }

    [Fact]
    public void The_campaigns_are_listed_with_their_people()
    {
        var letters = post.Copies(post.Body(), 5);
        letters.Add(letters[0] with { Subject = "Did you get this?" });

        var campaign = new Grouped(letters).Grouper.Campaigns().ShouldHaveSingleItem();

        campaign.People.ShouldBe(5);
        campaign.Letters.ShouldBe(6);
    }

    [Theory]
    [InlineData("Rwy'n ysgrifennu atoch i ofyn ichi amddiffyn y gwrychoedd o amgylch ein pentref a'r llwybr at y felin, gan fod y cyngor am eu torri cyn y gwanwyn nesaf heb ymgynghori.")]
    [InlineData("Я пишу вам с просьбой сохранить старую пристань и маяк, потому что они нужны рыбакам, школьникам и всем, кто каждое утро ждёт паром на холодном ветру у реки.")]
    [InlineData("私たちの町の古い図書館を守ってください。子どもたちは毎日そこで本を読み、老人は新聞を読み、冬には暖かい場所になります。どうか閉館に反対してください。")]
    [InlineData("أكتب إليكم لأطلب منكم حماية المكتبة القديمة في قريتنا لأن الأطفال يقرؤون فيها كل يوم ولأن كبار السن يجدون فيها مكانا دافئا في الشتاء الطويل البارد.")]
    public void Letters_of_any_language_and_script_are_grouped(string body)
    {
        var letters = post.Copies(body, 4);

        var grouped = new Grouped(letters.Concat([post.Personal()]));

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) != null);
    }
}
